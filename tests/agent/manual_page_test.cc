#include "agent/manual_page.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/options.h"
#include "gflags/gflags.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// The flags that are defined in agent/options.cc, agent/attribute_flags.cc,
// agent/aws_flags.cc, agent/publish_flags.cc, agent/sampling_flags.cc, agent/workload_flags.cc
// and agent/host_flags.cc.
std::vector<gflags::CommandLineFlagInfo> OurFlags() {
  // Keeps the linker from leaving out the file that defines them.
  EXPECT_TRUE(ParseAgentOptions(0, nullptr).ok());
  std::vector<gflags::CommandLineFlagInfo> all;
  gflags::GetAllFlags(&all);
  std::vector<gflags::CommandLineFlagInfo> ours;
  for (const gflags::CommandLineFlagInfo& flag : all) {
    if (absl::EndsWith(flag.filename, "agent/options.cc") ||
        absl::EndsWith(flag.filename, "agent/attribute_flags.cc") ||
        absl::EndsWith(flag.filename, "agent/aws_flags.cc") ||
        absl::EndsWith(flag.filename, "agent/publish_flags.cc") ||
        absl::EndsWith(flag.filename, "agent/sampling_flags.cc") ||
        absl::EndsWith(flag.filename, "agent/workload_flags.cc") ||
        absl::EndsWith(flag.filename, "agent/host_flags.cc")) {
      ours.push_back(flag);
    }
  }
  return ours;
}

TEST(ManualPage, ListsEveryFlagOnceWithItsDefaultAndDescription) {
  const std::string page = ManualPage();
  ASSERT_EQ(OurFlags().size(), 42u);
  for (const gflags::CommandLineFlagInfo& flag : OurFlags()) {
    const bool is_off = flag.type == "bool" && flag.default_value == "false";
    const std::string value = is_off ? "" : absl::StrCat("=", flag.default_value);
    const std::string entry =
        absl::StrCat("\n    --", flag.name, value, "\n        ", flag.description, "\n");
    EXPECT_TRUE(absl::StrContains(page, entry)) << entry;
    EXPECT_EQ(page.find(entry), page.rfind(entry)) << entry;
  }
}

TEST(ManualPage, ListsWhatIsNoFlagOfOurs) {
  for (const char* word :
       {"--flagfile=", "--version", "--help", "AWS_ACCESS_KEY_ID", "AWS_REGION",
        "AWS_ENDPOINT_URL_ECS", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_USE_FIPS_ENDPOINT", "FILES", "EXIT STATUS"}) {
    EXPECT_TRUE(absl::StrContains(ManualPage(), word)) << word;
  }
}

TEST(ManualPage, FitsATerminal) {
  for (absl::string_view line : absl::StrSplit(ManualPage(), '\n')) {
    EXPECT_LE(line.size(), 110u) << line;
  }
}

}  // namespace
}  // namespace neuron
