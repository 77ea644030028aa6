#include "agent/cli/baseline.h"

#include <sys/stat.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_observation.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Refusal(absl::string_view text) {
  const absl::StatusOr<Observation> baseline = ParseBaseline(text);
  EXPECT_TRUE(absl::IsInvalidArgument(baseline.status())) << text;
  EXPECT_THAT(std::string(baseline.status().message()), Not(HasSubstr("\n")));
  return std::string(baseline.status().message());
}

std::string WithChips(absl::string_view chips) {
  return absl::StrCat(R"({"taken_at": "2026-11-22T09:00:00Z", "chips": [)", chips, "]}");
}

TEST(Baseline, IsReadAsItWasWritten) {
  const Observation written = ExampleObservation();
  const Observation read = ParseBaseline(FormatBaseline(written)).value();
  EXPECT_EQ(FormatBaseline(read), FormatBaseline(written));
  EXPECT_EQ(read.taken_at, written.taken_at);
  EXPECT_EQ(read.boot_id, "boot-1");
  EXPECT_EQ(read.driver_version, written.driver_version);
  ASSERT_EQ(read.chips.size(), 2u);
  const ObservedChip& chip = read.chips[1];
  EXPECT_EQ(chip.index, 2);
  EXPECT_EQ(chip.serial_number, written.chips[1].serial_number);
  EXPECT_EQ(chip.device_name, written.chips[1].device_name);
  EXPECT_EQ(chip.core_count, written.chips[1].core_count);
  EXPECT_EQ(chip.connected, written.chips[1].connected);
  EXPECT_EQ(chip.link, written.chips[1].link);
  EXPECT_EQ(chip.ecc, written.chips[1].ecc);
  EXPECT_EQ(chip.latency, written.chips[1].latency);
}

TEST(Baseline, KeepsWhatIsNotKnownAsAbsent) {
  Observation written;
  written.taken_at = absl::FromUnixSeconds(1);
  written.chips = {ObservedChip()};
  written.chips[0].serial_number = Reading<std::string>::Unknown(absl::UnknownError("?"));
  const Observation read = ParseBaseline(FormatBaseline(written)).value();
  EXPECT_TRUE(read.chips[0].serial_number.is_absent());
  EXPECT_TRUE(read.chips[0].latency.is_absent());
  EXPECT_TRUE(read.driver_version.is_absent());
}

TEST(Baseline, RefusesWhatIsNone) {
  Refusal("");
  Refusal("chips, version 2");
  Refusal(FormatBaseline(ExampleObservation()).substr(0, 200));
  EXPECT_THAT(Refusal("{}"), HasSubstr("taken_at"));
  EXPECT_THAT(Refusal(R"({"taken_at": "2026-11-22T09:00:00Z", "colour": 1})"), HasSubstr("colour"));
  EXPECT_THAT(Refusal(WithChips("{}")), HasSubstr("chips[0].index"));
  EXPECT_THAT(Refusal(WithChips(R"({"index": 64})")), HasSubstr("64 or more"));
  EXPECT_THAT(Refusal(WithChips(R"({"index": 1}, {"index": 1})")), HasSubstr("chips[1].index"));
  EXPECT_THAT(Refusal(WithChips(R"({"index": 1, "connected": {"chips": [64]}})")),
              HasSubstr("connected.chips"));
  EXPECT_THAT(Refusal(WithChips(R"({"index": 1, "pci_link_gts": "NaN"})")),
              HasSubstr("pci_link_gts"));
  EXPECT_THAT(Refusal(WithChips(R"({"index": 1, "latency": {"median": "2s", "worst": "1s"}})")),
              HasSubstr("latency.worst"));
}

TEST(Baseline, IsForItsOwnerOnlyInADirectoryThatIsMade) {
  const FakeTree tree;
  const std::string path = tree.Path("state/baseline");
  ASSERT_TRUE(SaveBaseline(path, ExampleObservation()).ok());
  struct stat found;
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);
  EXPECT_EQ(LoadBaseline(path).value()->chips.size(), 2u);
  ASSERT_TRUE(SaveBaseline(path, ExampleObservation()).ok());
}

TEST(Baseline, IsNoneWhereThereIsNoFile) {
  const FakeTree tree;
  EXPECT_EQ(LoadBaseline(tree.Path("baseline")).value(), absl::nullopt);
}

TEST(Baseline, NamesTheFileThatIsNoneAndTheCure) {
  FakeTree tree;
  tree.Write("baseline", "{\n1");
  const absl::Status garbled = LoadBaseline(tree.Path("baseline")).status();
  EXPECT_THAT(std::string(garbled.message()), HasSubstr(tree.Path("baseline")));
  EXPECT_THAT(std::string(garbled.message()), HasSubstr("neuronctl health --check --record"));
  EXPECT_THAT(std::string(garbled.message()), Not(HasSubstr("\n")));
  tree.Write("baseline", std::string(256 * 1024 + 1, ' '));
  const absl::Status large = LoadBaseline(tree.Path("baseline")).status();
  EXPECT_THAT(std::string(large.message()), HasSubstr("neuronctl health --check --record"));
}

TEST(Baseline, SaysThatItCannotBeWritten) {
  const absl::Status status = SaveBaseline("/no/such/place/baseline", ExampleObservation());
  EXPECT_THAT(std::string(status.message()), HasSubstr("/no/such/place"));
}

}  // namespace
}  // namespace neuron
