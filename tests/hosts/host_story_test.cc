// What the agent says of each instance type under each driver that it can have.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/cli/capability_list.h"
#include "agent/cli/chip_table.h"
#include "agent/cli/message_lines.h"
#include "agent/telemetry/codec.h"
#include "gtest/gtest.h"
#include "tests/hosts/driver_stories.h"
#include "tests/hosts/line_changes.h"
#include "tests/hosts/plain_snapshot.h"
#include "tests/simulator/host/host.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

std::string StoryOf(const sim::Instance& instance, const sim::Generation& generation) {
  const std::unique_ptr<sim::Host> host = sim::BuildHost(instance, generation).value();
  const PlainHostCopy copy(host.get());
  const std::shared_ptr<const Snapshot> snapshot = copy.Snap();
  const agent::v1::Snapshot message = Encode(*snapshot, "");
  return copy.Anonymous(absl::StrCat(ChipTable(*snapshot), "\n", MessageLines(message.host()), "\n",
                                     MessageLines(message.chips(0)), "\n",
                                     CapabilityTable(snapshot->inventory->capabilities)));
}

// Columns are as wide as their widest word: without it, every line would change with that.
std::string Squeezed(std::string text) {
  while (absl::StrReplaceAll({{"  ", " "}}, &text) > 0) {
  }
  return text;
}

std::string Changes(const std::string& before, const std::string& now) {
  return LineChanges(Squeezed(before), Squeezed(now));
}

class HostStory : public testing::TestWithParam<std::string> {};

TEST_P(HostStory, IsAsItWas) {
  const sim::Instance instance = sim::FindInstance(GetParam()).value();
  ExpectGolden(absl::StrCat("tests/golden/hosts/", instance.type, ".txt"),
               DriverStories(instance, StoryOf, Changes));
}

std::vector<std::string> Types() {
  std::vector<std::string> types;
  for (const sim::Instance& instance : sim::Instances()) types.push_back(instance.type);
  return types;
}

INSTANTIATE_TEST_SUITE_P(EachInstance, HostStory, testing::ValuesIn(Types()),
                         [](const testing::TestParamInfo<std::string>& type) {
                           return absl::StrReplaceAll(type.param, {{".", "_"}});
                         });

}  // namespace
}  // namespace neuron
