#include "tests/fakes/fake_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace neuron {
namespace {

using testing::ElementsAre;

TEST(FakeClock, StandsStill) {
  const FakeClock clock(absl::FromUnixSeconds(1000));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1000));
  EXPECT_EQ(clock.Monotonic(), absl::ZeroDuration());
}

TEST(FakeClock, MovesBothTimes) {
  FakeClock clock(absl::FromUnixSeconds(1000));
  clock.Advance(absl::Seconds(5));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(1005));
  EXPECT_EQ(clock.Monotonic(), absl::Seconds(5));
}

TEST(FakeClock, JumpsTheWallAlone) {
  FakeClock clock(absl::FromUnixSeconds(1000));
  clock.JumpWall(absl::Seconds(-300));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(700));
  EXPECT_EQ(clock.Monotonic(), absl::ZeroDuration());
}

TEST(FakeClock, CallsInTheOrderOfDueTimesThenOfScheduling) {
  FakeClock clock;
  std::vector<int> calls;
  const auto late = clock.CallAfter(absl::Seconds(2), [&] { calls.push_back(3); });
  const auto first = clock.CallAfter(absl::Seconds(1), [&] { calls.push_back(1); });
  const auto second = clock.CallAfter(absl::Seconds(1), [&] { calls.push_back(2); });
  clock.Advance(absl::Seconds(2));
  EXPECT_THAT(calls, ElementsAre(1, 2, 3));
}

TEST(FakeClock, CallsAtTheVeryMoment) {
  FakeClock clock;
  absl::Duration moment;
  const auto alarm = clock.CallAfter(absl::Seconds(3), [&] { moment = clock.Monotonic(); });
  clock.Advance(absl::Seconds(10));
  EXPECT_EQ(moment, absl::Seconds(3));
}

TEST(FakeClock, DoesNotCallEarly) {
  FakeClock clock;
  int calls = 0;
  const auto alarm = clock.CallAfter(absl::Seconds(3), [&] { ++calls; });
  clock.Advance(absl::Seconds(2));
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(clock.PendingAlarms(), 1u);
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(clock.PendingAlarms(), 0u);
}

TEST(FakeClock, CallsWhatACallbackSchedules) {
  FakeClock clock;
  std::vector<absl::Duration> moments;
  std::unique_ptr<Alarm> alarm;
  std::function<void()> tick = [&] {
    moments.push_back(clock.Monotonic());
    alarm = clock.CallAfter(absl::Seconds(1), tick);
  };
  tick();
  clock.Advance(absl::Seconds(3));
  EXPECT_THAT(moments,
              ElementsAre(absl::Seconds(0), absl::Seconds(1), absl::Seconds(2), absl::Seconds(3)));
}

TEST(FakeClock, DoesNotCallADestroyedAlarm) {
  FakeClock clock;
  int calls = 0;
  auto alarm = clock.CallAfter(absl::Seconds(1), [&] { ++calls; });
  alarm.reset();
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(calls, 0);
}

TEST(FakeClock, TellsWhenTheNextAlarmIsDue) {
  FakeClock clock;
  EXPECT_EQ(clock.UntilNext(), absl::InfiniteDuration());
  const auto later = clock.CallAfter(absl::Seconds(5), [] {});
  const auto sooner = clock.CallAfter(absl::Seconds(3), [] {});
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(clock.UntilNext(), absl::Seconds(2));
}

TEST(FakeClock, LetsAnAlarmOwnAnother) {
  FakeClock clock;
  auto inner = std::shared_ptr<Alarm>(clock.CallAfter(absl::Seconds(1), [] {}));
  auto outer = clock.CallAfter(absl::Seconds(1), [inner] {});
  inner.reset();
  outer.reset();
  EXPECT_EQ(clock.PendingAlarms(), 0u);
}

TEST(FakeClock, MayGoBeforeItsAlarms) {
  auto clock = std::make_unique<FakeClock>();
  const auto alarm = clock->CallAfter(absl::Seconds(1), [] {});
  clock.reset();
}

}  // namespace
}  // namespace neuron
