#include "agent/snapshot/group_pace.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration kPass = absl::Seconds(1);
const CounterGroups kAll(true);
const CounterGroups kNone;

GroupPeriods Every(absl::Duration period) {
  GroupPeriods periods;
  std::fill(periods.begin(), periods.end(), period);
  return periods;
}

// The passes of the first so many seconds in which the group was read.
std::vector<int> PassesWith(CounterGroup group, int chip, GroupPeriods periods, int seconds) {
  GroupPace pace(chip, periods, kPass);
  std::vector<int> passes;
  for (int second = 0; second < seconds; ++second) {
    if (pace.Take(kAll, absl::Seconds(second))[group]) {
      passes.push_back(second);
    }
  }
  return passes;
}

TEST(GroupPace, ReadsAllThatIsCollectedAtFirst) {
  GroupPace pace(0, Every(absl::Seconds(10)), kPass);
  const CounterGroups groups = pace.Take(kAll, absl::ZeroDuration());
  EXPECT_TRUE(std::all_of(groups.begin(), groups.end(), [](bool read) { return read; }));
}

TEST(GroupPace, ReadsTheFastGroupInEachPass) {
  EXPECT_EQ(PassesWith(CounterGroup::kFast, 5, Every(absl::Seconds(10)), 4),
            (std::vector<int>{0, 1, 2, 3}));
}

TEST(GroupPace, ReadsASlowGroupAtItsPeriod) {
  EXPECT_EQ(PassesWith(CounterGroup::kEvents, 15, Every(absl::Seconds(10)), 31),
            (std::vector<int>{0, 10, 20, 30}));
}

TEST(GroupPace, DrawsTheSecondTimeForwardByTheChip) {
  EXPECT_EQ(PassesWith(CounterGroup::kEvents, 7, Every(absl::Seconds(10)), 26),
            (std::vector<int>{0, 5, 15, 25}));
}

TEST(GroupPace, SpreadsTheChipsOfAHostOverThePeriod) {
  std::vector<int> busy(11);
  for (int chip = 0; chip < 16; ++chip) {
    ++busy[PassesWith(CounterGroup::kTensor, chip, Every(absl::Seconds(10)), 12)[1]];
  }
  EXPECT_LE(*std::max_element(busy.begin(), busy.end()), 2);
}

TEST(GroupPace, NeverReadsWhatIsNotCollected) {
  GroupPeriods periods = Every(absl::Seconds(10));
  periods[CounterGroup::kTensor] = absl::ZeroDuration();
  EXPECT_TRUE(PassesWith(CounterGroup::kTensor, 0, periods, 30).empty());
}

TEST(GroupPace, KnowsWhatIsCollected) {
  GroupPeriods periods = Every(absl::ZeroDuration());
  periods[CounterGroup::kPower] = absl::Seconds(10);
  const CounterGroups groups = GroupPace(0, periods, kPass).collected();
  EXPECT_TRUE(groups[CounterGroup::kFast]);
  EXPECT_TRUE(groups[CounterGroup::kPower]);
  EXPECT_FALSE(groups[CounterGroup::kMemory]);
}

TEST(GroupPace, ReadsWhatIsNotWantedAtFirstOnly) {
  GroupPace pace(0, Every(absl::Seconds(2)), kPass);
  EXPECT_TRUE(pace.Take(kNone, absl::ZeroDuration())[CounterGroup::kTensor]);
  for (int second = 1; second < 10; ++second) {
    const CounterGroups groups = pace.Take(kNone, absl::Seconds(second));
    EXPECT_FALSE(groups[CounterGroup::kTensor]);
    EXPECT_TRUE(groups[CounterGroup::kFast]);
  }
}

TEST(GroupPace, ReadsAtOnceWhatIsWantedAgain) {
  GroupPace pace(15, Every(absl::Seconds(10)), kPass);
  pace.Take(kNone, absl::ZeroDuration());
  EXPECT_FALSE(pace.Take(kNone, absl::Seconds(60))[CounterGroup::kMemory]);
  EXPECT_TRUE(pace.Take(kAll, absl::Seconds(61))[CounterGroup::kMemory]);
  EXPECT_FALSE(pace.Take(kAll, absl::Seconds(62))[CounterGroup::kMemory]);
}

TEST(GroupPace, SpreadsTheChipsAgainAfterAPause) {
  std::vector<int> busy(11);
  for (int chip = 0; chip < 16; ++chip) {
    GroupPace pace(chip, Every(absl::Seconds(10)), kPass);
    pace.Take(kNone, absl::ZeroDuration());
    pace.Take(kAll, absl::Seconds(60));
    int second = 1;
    while (!pace.Take(kAll, absl::Seconds(60 + second))[CounterGroup::kTensor]) {
      ++second;
    }
    ++busy[second];
  }
  EXPECT_LE(*std::max_element(busy.begin(), busy.end()), 2);
}

TEST(GroupPace, ReadsTheFastGroupWhateverItsPeriod) {
  EXPECT_EQ(PassesWith(CounterGroup::kFast, 0, Every(absl::ZeroDuration()), 2),
            (std::vector<int>{0, 1}));
}

TEST(GroupPace, TakesAPassThatBeginsALittleEarly) {
  GroupPace pace(15, Every(absl::Seconds(10)), kPass);
  pace.Take(kAll, absl::ZeroDuration());
  EXPECT_FALSE(pace.Take(kAll, absl::Milliseconds(9400))[CounterGroup::kPower]);
  EXPECT_TRUE(pace.Take(kAll, absl::Milliseconds(9700))[CounterGroup::kPower]);
}

TEST(DefaultGroupPeriods, AreLongerTheMoreFilesThereAre) {
  const GroupPeriods periods = DefaultGroupPeriods();
  EXPECT_EQ(periods[CounterGroup::kTensor], absl::Seconds(10));
  EXPECT_EQ(periods[CounterGroup::kEvents], absl::Seconds(30));
  EXPECT_EQ(periods[CounterGroup::kMemory], absl::Seconds(60));
  EXPECT_EQ(periods[CounterGroup::kPower], absl::Seconds(60));
}

}  // namespace
}  // namespace neuron
