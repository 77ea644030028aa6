#include "agent/base/loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/clock.h"

namespace neuron {
namespace {

using testing::ElementsAre;

TEST(Loop, CallsOnItsThreadWhatAnotherPosts) {
  Loop loop;
  std::thread::id called_on;
  std::thread other([&] {
    loop.Post([&] {
      called_on = std::this_thread::get_id();
      loop.Stop();
    });
  });
  loop.Run();
  other.join();
  EXPECT_EQ(called_on, std::this_thread::get_id());
}

TEST(Loop, StopsAfterTheCallbackThatIsRunning) {
  Loop loop;
  std::vector<int> calls;
  loop.Post([&] {
    loop.Stop();
    calls.push_back(1);
  });
  loop.Post([&] { calls.push_back(2); });
  loop.Run();
  EXPECT_THAT(calls, ElementsAre(1));
}

TEST(Loop, CallsAlarmsInTheOrderTheyFallDue) {
  Loop loop;
  std::vector<int> calls;
  const auto last = loop.CallAfter(absl::Milliseconds(20), [&] { loop.Stop(); });
  const auto second = loop.CallAfter(absl::Milliseconds(2), [&] { calls.push_back(2); });
  const auto first = loop.CallAfter(absl::ZeroDuration(), [&] { calls.push_back(1); });
  loop.Run();
  EXPECT_THAT(calls, ElementsAre(1, 2));
}

TEST(Loop, DoesNotCallADestroyedAlarmEvenIfItIsDue) {
  Loop loop;
  auto due = loop.CallAfter(absl::ZeroDuration(), [] { FAIL(); });
  const auto end = loop.CallAfter(absl::Milliseconds(2), [&] { loop.Stop(); });
  due.reset();
  loop.Run();
}

TEST(Loop, LetsAnAlarmBeDestroyedOrReplacedInItsCallback) {
  Loop loop;
  int calls = 0;
  std::unique_ptr<Alarm> alarm;
  std::function<void()> tick = [&] {
    if (++calls == 3) {
      alarm.reset();
      loop.Stop();
    } else {
      alarm = loop.CallAfter(absl::ZeroDuration(), tick);
    }
  };
  alarm = loop.CallAfter(absl::ZeroDuration(), tick);
  loop.Run();
  EXPECT_EQ(calls, 3);
}

TEST(Loop, CallsForEachSignal) {
  Loop loop;
  std::vector<int> signals;
  loop.OnSignal({SIGUSR1, SIGUSR2}, [&](int signal) {
    signals.push_back(signal);
    if (signals.size() == 2) {
      loop.Stop();
    } else {
      std::raise(SIGUSR2);
    }
  });
  std::raise(SIGUSR1);
  loop.Run();
  EXPECT_THAT(signals, ElementsAre(SIGUSR1, SIGUSR2));
}

TEST(Loop, TellsTheTime) {
  const Loop loop;
  const absl::Time before = absl::Now();
  const absl::Time now = loop.Now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, absl::Now());
  const absl::Duration monotonic = loop.Monotonic();
  EXPECT_GT(monotonic, absl::ZeroDuration());
  EXPECT_LE(monotonic, loop.Monotonic());
}

}  // namespace
}  // namespace neuron
