#include "agent/workload/holder_ledger.h"

#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

constexpr absl::Time kLater = absl::FromUnixSeconds(1795000030);

// What the look at kLater makes of `now` after `before`.
Holder Carry(const Holder& before, Holder now) {
  now.since = absl::InfinitePast();
  now.state_since = absl::InfinitePast();
  HolderScan previous;
  previous.began = absl::Seconds(100);
  previous.holders = {Holding(6, {0}), before};
  HolderScan scan;
  scan.taken_at = kLater;
  scan.began = absl::Seconds(102);
  scan.holders = {now};
  CarrySince(previous, &scan);
  return scan.holders[0];
}

TEST(CarrySince, ReckonsAgesByTheClockThatIsNeverSet) {
  Holder before = Holding(7, {0});
  before.held_for = absl::Seconds(5);
  before.state_for = absl::Seconds(3);
  Holder holder = Carry(before, Holding(7, {0}));
  EXPECT_EQ(holder.held_for, absl::Seconds(7));
  EXPECT_EQ(holder.state_for, absl::Seconds(5));
  before.state = 'D';
  holder = Carry(before, Holding(7, {0}));
  EXPECT_EQ(holder.held_for, absl::Seconds(7));
  EXPECT_EQ(holder.state_for, absl::ZeroDuration());
  EXPECT_EQ(Carry(before, Holding(8, {0})).held_for, absl::ZeroDuration());
}

TEST(CarrySince, KeepsWhatTheLookBeforeSaidOfTheSameProcess) {
  const Holder holder = Carry(Holding(7, {0}), Holding(7, {1}));
  EXPECT_EQ(holder.since, kExampleLook);
  EXPECT_EQ(holder.state_since, kExampleLook);
}

TEST(CarrySince, BeginsAnewWithANewProcess) {
  const Holder holder = Carry(Holding(8, {0}), Holding(7, {0}));
  EXPECT_EQ(holder.since, kLater);
  EXPECT_EQ(holder.state_since, kLater);
}

TEST(CarrySince, TakesAReusedPidForANewProcess) {
  Holder reused = Holding(7, {0});
  reused.start_ticks = 71;
  EXPECT_EQ(Carry(Holding(7, {0}), reused).since, kLater);
}

TEST(CarrySince, TakesAProcessWithoutAKnownStartForANewOne) {
  Holder unknown = Holding(7, {0});
  unknown.start_ticks = 0;
  EXPECT_EQ(Carry(unknown, unknown).since, kLater);
}

TEST(CarrySince, BeginsAnewWithAnotherState) {
  Holder asleep = Holding(7, {0});
  asleep.state = 'D';
  const Holder holder = Carry(Holding(7, {0}), asleep);
  EXPECT_EQ(holder.since, kExampleLook);
  EXPECT_EQ(holder.state_since, kLater);
}

TEST(CarrySince, BeginsAnewWithAStateThatWasNotKnown) {
  Holder unknown = Holding(7, {0});
  unknown.state = Reading<char>::Unknown(absl::NotFoundError("ended"));
  EXPECT_EQ(Carry(unknown, unknown).state_since, kLater);
  EXPECT_EQ(Carry(unknown, Holding(7, {0})).state_since, kLater);
}

}  // namespace
}  // namespace neuron
