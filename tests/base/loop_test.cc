#include "agent/base/loop.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "agent/base/file.h"

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

// Both ends of a connection.
class LoopWatchTest : public testing::Test {
 protected:
  LoopWatchTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
    ours_ = UniqueFd(ends[0]);
    theirs_ = UniqueFd(ends[1]);
  }

  void Send(char byte) { EXPECT_EQ(write(theirs_.get(), &byte, 1), 1); }
  // 0 when the other side has gone, -1 when there is nothing to read.
  int Receive() {
    char byte;
    const ssize_t size = read(ours_.get(), &byte, 1);
    return size == 1 ? byte : static_cast<int>(size);
  }
  // Whether the descriptor is still as it was made: open, and not for others to wait on.
  bool IsUntouched() const {
    return fcntl(ours_.get(), F_GETFD) == FD_CLOEXEC &&
           (fcntl(ours_.get(), F_GETFL) & O_NONBLOCK) != 0;
  }

  UniqueFd ours_;
  UniqueFd theirs_;
  Loop loop_;
};

TEST_F(LoopWatchTest, CallsForWhatIsThereAndForWhatComes) {
  std::vector<int> received;
  Send('a');
  const auto watch = loop_.Watch(ours_.get(), [&] {
    received.push_back(Receive());
    if (received.size() == 3) {
      loop_.Stop();
    } else {
      Send('b');
    }
  });
  loop_.Run();
  EXPECT_THAT(received, ElementsAre('a', 'b', 'b'));
}

TEST_F(LoopWatchTest, CallsUntilAllHasBeenRead) {
  int calls = 0;
  Send('a');
  const auto watch = loop_.Watch(ours_.get(), [&] {
    if (++calls == 3) {
      EXPECT_EQ(Receive(), 'a');
      loop_.Stop();
    }
  });
  loop_.Run();
  EXPECT_EQ(calls, 3);
}

TEST_F(LoopWatchTest, CallsWhenTheOtherSideGoes) {
  theirs_.Reset();
  const auto watch = loop_.Watch(ours_.get(), [&] {
    EXPECT_EQ(Receive(), 0);
    loop_.Stop();
  });
  loop_.Run();
}

TEST_F(LoopWatchTest, CallsNobodyAfterItsEndAndLeavesTheDescriptorAsItIs) {
  Send('a');
  auto watch = loop_.Watch(ours_.get(), [] { FAIL(); });
  const auto end = loop_.CallAfter(absl::Milliseconds(2), [&] { loop_.Stop(); });
  watch.reset();
  loop_.Run();
  EXPECT_TRUE(IsUntouched());
  EXPECT_EQ(Receive(), 'a');
}

TEST_F(LoopWatchTest, CallsNobodyAfterItsEndThoughItIsDue) {
  Send('a');
  auto watch = loop_.Watch(ours_.get(), [] { FAIL(); });
  // Both are due in one turn of the loop, this one first.
  loop_.Post([&] {
    watch.reset();
    loop_.Post([&] { loop_.Stop(); });
  });
  loop_.Run();
}

TEST_F(LoopWatchTest, MayEndInItsOwnCallback) {
  int calls = 0;
  Send('a');
  std::unique_ptr<DescriptorWatch> watch;
  watch = loop_.Watch(ours_.get(), [&] {
    ++calls;
    watch.reset();
  });
  const auto end = loop_.CallAfter(absl::Milliseconds(5), [&] { loop_.Stop(); });
  loop_.Run();
  EXPECT_EQ(calls, 1);
  EXPECT_TRUE(IsUntouched());
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
