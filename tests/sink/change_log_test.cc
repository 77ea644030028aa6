#include "agent/sink/change_log.h"

#include <memory>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// The events and fields, one line each.
std::vector<std::string> Lines(const Snapshot* before, const Snapshot& after) {
  std::vector<std::string> lines;
  for (const ChangeLine& line : DescribeChanges(before, after)) {
    const char* const level = line.level == LogLevel::kInfo ? "info " : "warning ";
    lines.push_back(level + FormatLogLine(line.event, line.fields));
  }
  return lines;
}

using Expected = std::vector<std::string>;

// A host on which all is well, of which nothing is news.
Snapshot Healthy() {
  Snapshot snapshot = ExampleSnapshot();
  for (ChipState& chip : snapshot.chips) {
    chip.health = HealthOf(Verdict::kOk, "none", "");
  }
  snapshot.health = NodeHealth::kOk;
  for (SourceReport& source : snapshot.sources) {
    source.status = absl::OkStatus();
  }
  return snapshot;
}

template <typename Change>
Snapshot With(const Snapshot& snapshot, Change change) {
  Snapshot changed = snapshot;
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  change(inventory.get());
  changed.inventory = inventory;
  return changed;
}

TEST(DescribeChanges, TakesEverythingOfTheFirstSnapshotForNews) {
  EXPECT_EQ(Lines(nullptr, Healthy()),
            (Expected{"info event=driver_loaded version=2.24.7.0 instance_type=trn1.32xlarge",
                      "info event=chips count=16 expected=16 "
                      "chips=_00_01_02_03_04_05_06_07_08_09_10_11_12_13_14_15_",
                      "info event=health health=ok"}));
}

TEST(DescribeChanges, SaysThatThereIsNoDriver) {
  Snapshot empty = With(Healthy(), [](Inventory* inventory) {
    inventory->driver_loaded = false;
    inventory->driver_version = {};
    inventory->instance_type = {};
    inventory->chips.clear();
  });
  empty.chips.clear();
  empty.health = NodeHealth::kUnknown;
  EXPECT_EQ(Lines(nullptr, empty),
            (Expected{"warning event=no_driver instance_type=none consequence=\"the Neuron driver "
                      "is not loaded; waiting for it\"",
                      "warning event=health health=unknown"}));
}

TEST(DescribeChanges, IsSilentWhereOnlyCountersAndHoldersMove) {
  const Snapshot before = Healthy();
  Snapshot after = before;
  after.sequence = 43;
  after.taken_at += absl::Seconds(1);
  after.evidence.holders.holders.clear();
  after.free.Add(4);
  after.chips[4].allocation = {Occupancy::kFree, {}, {}, absl::OkStatus()};
  after.chips[4].counters = ChipCounters();
  EXPECT_EQ(Lines(&before, after), Expected{});
}

TEST(DescribeChanges, TellsOfTheDriverThatComesGoesAndChanges) {
  const Snapshot before = Healthy();
  const Snapshot other =
      With(before, [](Inventory* inventory) { inventory->driver_version = std::string("2.25"); });
  const Snapshot gone = With(before, [](Inventory* inventory) {
    inventory->driver_loaded = false;
    inventory->driver_version = {};
  });
  EXPECT_EQ(Lines(&before, other),
            Expected{"info event=driver_loaded version=2.25 instance_type=trn1.32xlarge"});
  EXPECT_EQ(Lines(&before, gone).size(), 1u);
  EXPECT_EQ(Lines(&before, gone)[0].find("warning event=no_driver"), 0u);
  EXPECT_EQ(Lines(&gone, before)[0].find("info event=driver_loaded"), 0u);
}

TEST(DescribeChanges, SaysUnknownOfADriverWhoseVersionCannotBeRead) {
  const Snapshot before = Healthy();
  const Snapshot after = With(before, [](Inventory* inventory) {
    inventory->driver_version = Reading<std::string>::Unknown(absl::DataLossError("empty"));
  });
  EXPECT_EQ(Lines(&before, after),
            Expected{"info event=driver_loaded version=unknown instance_type=trn1.32xlarge"});
}

TEST(DescribeChanges, TellsOfChipsThatComeAndGo) {
  const Snapshot before = Healthy();
  Snapshot after = before;
  after.chips.pop_back();
  EXPECT_EQ(Lines(&before, after),
            Expected{"warning event=chips count=15 expected=16 "
                     "chips=_00_01_02_03_04_05_06_07_08_09_10_11_12_13_14_"});
  EXPECT_EQ(Lines(&after, before),
            Expected{"info event=chips count=16 expected=16 "
                     "chips=_00_01_02_03_04_05_06_07_08_09_10_11_12_13_14_15_"});
}

TEST(DescribeChanges, WarnsOfNoChipMissingWhereTheExpectedNumberIsUnknown) {
  const Snapshot before = With(
      Healthy(), [](Inventory* inventory) { inventory->expected_chips = Reading<int>::Absent(); });
  Snapshot after = before;
  after.chips.resize(1);
  EXPECT_EQ(Lines(&before, after),
            Expected{"info event=chips count=1 expected=unknown chips=_00_"});
}

TEST(DescribeChanges, NamesEachChipThatFallsIllOrGetsWell) {
  const Snapshot before = Healthy();
  Snapshot after = before;
  after.health = NodeHealth::kDegraded;
  after.chips[2].health =
      HealthOf(Verdict::kSuspect, "sram_uncorrectable", "sram_ecc_uncorrected reads 1");
  after.chips[9].health = HealthOf(Verdict::kBad, "reset_failed", "reset reads 2");
  after.chips[9].health.advice = "reload the driver";
  EXPECT_EQ(Lines(&before, after),
            (Expected{"warning event=health health=degraded",
                      "warning event=chip_health chip=2 verdict=suspect reason=sram_uncorrectable "
                      "evidence=\"sram_ecc_uncorrected reads 1\"",
                      "warning event=chip_health chip=9 verdict=bad reason=reset_failed "
                      "evidence=\"reset reads 2\" advice=\"reload the driver\""}));
  EXPECT_EQ(Lines(&after, before),
            (Expected{"info event=health health=ok",
                      "info event=chip_health chip=2 verdict=ok reason=none",
                      "info event=chip_health chip=9 verdict=ok reason=none"}));
}

TEST(DescribeChanges, TellsOfAnotherReasonAndNotOfOtherEvidence) {
  Snapshot before = Healthy();
  before.chips[2].health = HealthOf(Verdict::kSuspect, "sram_uncorrectable", "once");
  Snapshot after = before;
  after.chips[2].health.evidence = "twice";
  EXPECT_EQ(Lines(&before, after), Expected{});
  after.chips[2].health.reason = "hbm_uncorrectable";
  EXPECT_EQ(Lines(&before, after).size(), 1u);
}

TEST(DescribeChanges, TellsOfAChipThatComesOnlyIfItIsNotOk) {
  Snapshot after = Healthy();
  Snapshot before = after;
  before.chips.clear();
  after.chips[9].health = HealthOf(Verdict::kBad, "reset_failed", "reset reads 2");
  after.chips[10].health = ChipHealth();
  const std::vector<std::string> lines = Lines(&before, after);
  ASSERT_EQ(lines.size(), 2u) << "the chips, and one that is ill";
  EXPECT_EQ(lines[1],
            "warning event=chip_health chip=9 verdict=bad reason=reset_failed "
            "evidence=\"reset reads 2\"");
}

TEST(DescribeChanges, TellsOfEachWordOfHealth) {
  const Snapshot before = Healthy();
  Snapshot after = before;
  after.health = NodeHealth::kImpaired;
  EXPECT_EQ(Lines(&before, after), Expected{"warning event=health health=impaired"});
  after.health = NodeHealth::kUnknown;
  EXPECT_EQ(Lines(&before, after), Expected{"warning event=health health=unknown"});
}

TEST(DescribeChanges, TellsOfSourcesThatGoDownAndComeBack) {
  const Snapshot before = Healthy();
  Snapshot after = before;
  after.sources[0].status = absl::DeadlineExceededError("neuron9: no answer");
  EXPECT_EQ(Lines(&before, after),
            Expected{"warning event=source_down source=sysfs error=\"neuron9: no answer\""});
  EXPECT_EQ(Lines(&after, after), Expected{});
  EXPECT_EQ(Lines(&after, before), Expected{"info event=source_up source=sysfs"});
}

}  // namespace
}  // namespace neuron
