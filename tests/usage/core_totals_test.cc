#include "agent/usage/core_totals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Count = Reading<std::uint64_t>;

constexpr CoreTally kSuccess = CoreTally::kSuccess;
constexpr CoreTally kUnsupported = CoreTally::kUnsupportedNeff;

// A core whose groups are read one second apart. A test sets `counters`.
class ReadCore {
 public:
  void ReadAll() {
    for (absl::Time& time : read_at_) {
      time += absl::Seconds(1);
    }
    Look();
  }
  void ReadGroup(CounterGroup group) {
    read_at_[group] += absl::Seconds(1);
    Look();
  }

  CoreTotals::Tallies counters;
  CoreTotals totals;
  CounterEpoch epoch;
  absl::Time now = absl::FromUnixSeconds(1795000000);

 private:
  void Look() {
    now += absl::Seconds(1);
    at_ += absl::Seconds(1);
    times_.Note(read_at_, at_);
    totals.Take(counters, times_, epoch, now);
  }

  EnumArray<CounterGroup, absl::Time, kCounterGroups> read_at_{absl::UnixEpoch()};
  absl::Duration at_;
  GroupTimes times_;
};

TEST(CoreTotals, AreAbsentBeforeTheFirstReading) {
  const CoreTotals totals;
  EXPECT_EQ(totals.totals(), CoreTotals::Tallies());
  EXPECT_EQ(totals.per_second(), CoreRates());
  EXPECT_TRUE(totals.time_in_use_per_second().is_absent());
  EXPECT_THAT(totals.rebases(), IsEmpty());
}

TEST(CoreTotals, GoOnWhereACounterBeganAnew) {
  ReadCore core;
  core.counters[kUnsupported] = std::uint64_t{7};
  core.ReadAll();
  core.counters[kUnsupported] = std::uint64_t{2};
  core.ReadAll();
  EXPECT_EQ(core.totals.totals()[kUnsupported], Count(9));
}

TEST(CoreTotals, TellHowFastFourOfThemAndTheTimeInUseGrow) {
  ReadCore core;
  for (std::size_t place = 0; place < kCoreTallies; ++place) {
    core.counters[core.counters.At(place)] = std::uint64_t{0};
  }
  core.ReadAll();
  core.counters[kSuccess] = std::uint64_t{3};
  core.counters[CoreTally::kFailure] = std::uint64_t{4};
  core.counters[CoreTally::kInferences] = std::uint64_t{5};
  core.counters[CoreTally::kFlops] = std::uint64_t{6};
  core.counters[CoreTally::kTimeInUse] = std::uint64_t{7};
  core.ReadAll();
  const CoreRates& rates = core.totals.per_second();
  EXPECT_EQ(rates[CoreRate::kSucceeded], Reading<double>(3));
  EXPECT_EQ(rates[CoreRate::kFailed], Reading<double>(4));
  EXPECT_EQ(rates[CoreRate::kInferences], Reading<double>(5));
  EXPECT_EQ(rates[CoreRate::kFlops], Reading<double>(6));
  EXPECT_EQ(core.totals.time_in_use_per_second(), Reading<double>(7));
}

TEST(CoreTotals, LookAtNothingOfAGroupThatWasNotRead) {
  ASSERT_NE(GroupOf(kSuccess), GroupOf(kUnsupported));
  ReadCore core;
  core.counters[kSuccess] = std::uint64_t{1};
  core.counters[kUnsupported] = std::uint64_t{1};
  core.ReadAll();
  core.counters[kSuccess] = std::uint64_t{2};
  core.counters[kUnsupported] = std::uint64_t{2};
  core.ReadGroup(GroupOf(kSuccess));
  EXPECT_EQ(core.totals.totals()[kSuccess], Count(2));
  EXPECT_EQ(core.totals.totals()[kUnsupported], Count(1));
}

TEST(CoreTotals, KeepARateUntilItsGroupIsReadAgain) {
  ReadCore core;
  core.counters[kSuccess] = std::uint64_t{1};
  core.ReadAll();
  core.counters[kSuccess] = std::uint64_t{6};
  core.ReadAll();
  core.ReadGroup(GroupOf(kUnsupported));
  EXPECT_EQ(core.totals.per_second()[CoreRate::kSucceeded], Reading<double>(5));
}

TEST(CoreTotals, ListWhatBeganAnewInItsOrder) {
  ReadCore core;
  core.counters[kSuccess] = std::uint64_t{7};
  core.counters[kUnsupported] = std::uint64_t{7};
  core.ReadAll();
  core.counters[kUnsupported] = std::uint64_t{2};
  core.epoch.resets = 1;
  core.ReadAll();
  const absl::Time reset = core.now;
  core.counters[kSuccess] = std::uint64_t{1};
  core.epoch.driver_load = 1;
  core.ReadAll();
  const Rebase success = {true, kSuccess, EccTally::kSramUncorrected,
                          1,    core.now, RebaseReason::kDriverReload};
  const Rebase unsupported = {true, kUnsupported, EccTally::kSramUncorrected,
                              1,    reset,        RebaseReason::kChipReset};
  EXPECT_THAT(core.totals.rebases(), ElementsAre(success, unsupported));
  EXPECT_EQ(core.totals.RebasesOf(kUnsupported), 1u);
  EXPECT_EQ(core.totals.RebasesOf(CoreTally::kFlops), 0u);
}

}  // namespace
}  // namespace neuron
