#include "agent/datastore/time_in_use_totals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace neuron {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Property;
using testing::SizeIs;
using Count = Reading<std::uint64_t>;

constexpr ProcessId kTrain = {7, 100};
constexpr ProcessId kServe = {8, 200};

// By core.
HolderCounts Counted(const ProcessId& holder, std::initializer_list<Count> ticks) {
  DatastoreCounts counts;
  for (const Count& core : ticks) {
    counts.cores.emplace_back();
    counts.cores.back()[CoreTally::kTimeInUse] = core;
  }
  return {holder, counts};
}

auto AllUnknown() { return Each(Property(&Count::is_unknown, true)); }

class TimeInUseTotalsTest : public testing::Test {
 protected:
  std::vector<Count> Take(const std::vector<HolderCounts>& counts) {
    return totals_.Take(counts, 2);
  }

  TimeInUseTotals totals_;
};

TEST_F(TimeInUseTotalsTest, BeginWithTheSecondReading) {
  EXPECT_THAT(Take({Counted(kTrain, {100, 200})}), testing::AllOf(SizeIs(2), AllUnknown()));
  EXPECT_THAT(Take({Counted(kTrain, {130, 200})}), ElementsAre(Count(30), Count(0)));
  EXPECT_THAT(Take({Counted(kTrain, {131, 250})}), ElementsAre(Count(31), Count(50)));
}

TEST_F(TimeInUseTotalsTest, AreOfAllRuntimes) {
  Take({Counted(kTrain, {100, 0}), Counted(kServe, {0, 50})});
  EXPECT_THAT(Take({Counted(kTrain, {110, 1}), Counted(kServe, {5, 70})}),
              ElementsAre(Count(15), Count(21)));
}

TEST_F(TimeInUseTotalsTest, DoNotMindWhoHasNoDatastore) {
  Take({Counted(kTrain, {100, 200}), {kServe, {}}});
  EXPECT_THAT(Take({Counted(kTrain, {130, 200})}), ElementsAre(Count(30), Count(0)));
}

TEST_F(TimeInUseTotalsTest, AreUnknownWhenRuntimesComeAndGoAndGoOnThen) {
  Take({Counted(kTrain, {100, 200})});
  Take({Counted(kTrain, {101, 200})});
  EXPECT_THAT(Take({Counted(kTrain, {102, 200}), Counted(kServe, {9, 9})}), AllUnknown());
  EXPECT_THAT(Take({Counted(kTrain, {103, 200}), Counted(kServe, {10, 9})}),
              ElementsAre(Count(3), Count(0)));
  EXPECT_THAT(Take({Counted(kServe, {20, 9})}), AllUnknown());
  EXPECT_THAT(Take({Counted(kServe, {21, 9})}), ElementsAre(Count(4), Count(0)));
}

TEST_F(TimeInUseTotalsTest, TellAProcessFromAnotherWithItsPid) {
  Take({Counted(kTrain, {100, 200})});
  EXPECT_THAT(Take({Counted({kTrain.pid, 101}, {150, 200})}), AllUnknown());
}

TEST_F(TimeInUseTotalsTest, LoseNothingWhileOneCannotBeRead) {
  const auto why = absl::AbortedError("it changed hands");
  Take({Counted(kTrain, {100, 200})});
  const auto unread = Take({{kTrain, Reading<DatastoreCounts>::Unknown(why)}});
  EXPECT_THAT(unread, Each(Count::Unknown(why)));
  EXPECT_THAT(Take({Counted(kTrain, {140, 200})}), ElementsAre(Count(40), Count(0)));
}

TEST_F(TimeInUseTotalsTest, AreUnknownWhereNobodyHasADatastore) {
  EXPECT_THAT(Take({}), testing::AllOf(SizeIs(2), AllUnknown()));
  Take({{kTrain, {}}});
  EXPECT_THAT(Take({{kTrain, {}}}), testing::AllOf(SizeIs(2), AllUnknown()));
}

TEST_F(TimeInUseTotalsTest, NeverFall) {
  Take({Counted(kTrain, {100, 200})});
  EXPECT_THAT(Take({Counted(kTrain, {150, 200})}), ElementsAre(Count(50), Count(0)));
  const auto fallen = Take({Counted(kTrain, {10, 201})});
  EXPECT_TRUE(fallen[0].is_unknown());
  EXPECT_EQ(fallen[1], Count(1));
  EXPECT_THAT(Take({Counted(kTrain, {15, 201})}), ElementsAre(Count(55), Count(1)));
}

TEST_F(TimeInUseTotalsTest, AreAbsentWhereThereIsNoTimeInUse) {
  Take({Counted(kTrain, {Count::Absent(), 7})});
  const auto totals = Take({Counted(kTrain, {Count::Absent(), 7})});
  EXPECT_TRUE(totals[0].is_absent());
  EXPECT_EQ(totals[1], Count(0));
}

}  // namespace
}  // namespace neuron
