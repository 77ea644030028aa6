#include "agent/device/kernel_log_follower.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/loop.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kKmsg[] = "/dev/kmsg";

class KernelLogFollowerTest : public testing::Test {
 protected:
  void Start(std::unique_ptr<KernelLogSource> follower) {
    follower_ = std::move(follower);
    follower_->Start([this](const KernelRecord& record) { Take(record); });
  }

  void Take(const KernelRecord& record) {
    records_.push_back(record);
    if (record.text == last_) {
      loop_.Stop();
    }
  }

  // Serves the loop until this text comes; else until the test's time is up.
  void RunUntil(const std::string& last) {
    last_ = last;
    loop_.Run();
  }

  // Serves the loop for a moment.
  void Run() {
    const auto end = loop_.CallAfter(absl::Milliseconds(20), [this] { loop_.Stop(); });
    loop_.Run();
  }

  std::vector<std::string> Texts() const {
    std::vector<std::string> texts;
    for (const KernelRecord& record : records_) {
      texts.push_back(record.text);
    }
    return texts;
  }

  Loop loop_;
  std::vector<KernelRecord> records_;
  std::string last_;
  std::unique_ptr<KernelLogSource> follower_;
};

// A log whose every read gives one record, as the kernel's does, and that others do not hear.
class PrivateLogTest : public KernelLogFollowerTest {
 protected:
  PrivateLogTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), 0);
    writer_ = UniqueFd(ends[0]);
    Start(FollowKernelLog(&loop_, UniqueFd(ends[1])));
  }

  bool Log(int sequence, const std::string& text) {
    const std::string record = absl::StrCat(
        "3,", sequence, ",", absl::ToInt64Microseconds(loop_.Monotonic()), ",-;", text, "\n");
    return write(writer_.get(), record.data(), record.size()) > 0;
  }

  UniqueFd writer_;
};

TEST_F(PrivateLogTest, TellsRecordsInTheirOrder) {
  Log(1, "first");
  Log(2, "second");
  RunUntil("second");
  EXPECT_THAT(Texts(), ElementsAre("first", "second"));
  EXPECT_EQ(follower_->status(), absl::OkStatus());
  EXPECT_EQ(follower_->lost(), 0U);
}

TEST_F(PrivateLogTest, DatesThem) {
  Log(1, "x");
  RunUntil("x");
  EXPECT_LT(absl::Now() - records_[0].logged_at, absl::Minutes(1));
  EXPECT_GE(absl::Now(), records_[0].logged_at);
}

TEST_F(PrivateLogTest, CountsWhatIsMissingInTheSequence) {
  Log(5, "first");
  Log(6, "second");
  Log(17, "third");
  RunUntil("third");
  EXPECT_EQ(follower_->lost(), 10U);
  EXPECT_EQ(records_.size(), 3U);
  EXPECT_EQ(follower_->status(), absl::OkStatus());
}

TEST_F(PrivateLogTest, LetsOthersWorkDuringAFlood) {
  const int kFlood = 100000;
  int logged = 0;
  std::size_t most_at_once = 0;
  std::size_t before = 0;
  // Fills the log again and again, each time as much as it takes.
  const std::function<void()> fill = [&] {
    most_at_once = std::max(most_at_once, records_.size() - before);
    before = records_.size();
    while (logged < kFlood && Log(logged, logged + 1 < kFlood ? "x" : "last")) {
      ++logged;
    }
    loop_.Post(fill);
  };
  loop_.Post(fill);
  RunUntil("last");
  EXPECT_EQ(records_.size(), 100000U);
  EXPECT_EQ(follower_->lost(), 0U);
  EXPECT_LE(most_at_once, 512U);
}

TEST_F(PrivateLogTest, SaysThatTheLogHasEnded) {
  Log(1, "x");
  writer_.Reset();
  Run();
  EXPECT_THAT(Texts(), ElementsAre("x"));
  EXPECT_TRUE(absl::IsUnavailable(follower_->status()));
  EXPECT_THAT(std::string(follower_->status().message()), HasSubstr("start the agent again"));
}

TEST_F(PrivateLogTest, CallsNobodyAfterItsEnd) {
  Log(1, "x");
  follower_ = nullptr;
  Run();
  EXPECT_THAT(Texts(), IsEmpty());
}

TEST_F(KernelLogFollowerTest, FollowsAFileInItsPlace) {
  const TemporaryDirectory directory;
  const std::string line =
      absl::StrCat("3,1,", absl::ToInt64Microseconds(loop_.Monotonic()), ",-;x\n");
  Start(MakeKernelLogFollower(&loop_, directory.Write("kmsg", line)));
  EXPECT_THAT(Texts(), ElementsAre("x"));
}

TEST_F(KernelLogFollowerTest, SaysWhyThereIsNoLogAndHowToGetIt) {
  const TemporaryDirectory directory;
  Start(MakeKernelLogFollower(&loop_, directory.Path("none")));
  EXPECT_TRUE(absl::IsNotFound(follower_->status()));
  const std::string message(follower_->status().message());
  EXPECT_THAT(message, HasSubstr(directory.Path("none")));
  EXPECT_THAT(message, HasSubstr("--kmsg"));
  EXPECT_EQ(follower_->lost(), 0U);
}

TEST_F(KernelLogFollowerTest, OpensNothingElse) {
  const TemporaryDirectory directory;
  const std::string pipe = directory.Path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& path : {pipe, std::string("/dev/zero"), directory.path()}) {
    const auto follower = MakeKernelLogFollower(&loop_, path);
    EXPECT_TRUE(absl::IsInvalidArgument(follower->status())) << path;
    follower->Start([](const KernelRecord&) { ADD_FAILURE(); });
  }
}

// Says something in the kernel's log; false if this process may not.
bool Say(const std::string& text) {
  const UniqueFd fd(open(kKmsg, O_WRONLY | O_CLOEXEC));
  return fd.valid() && write(fd.get(), text.data(), text.size()) > 0;
}

TEST_F(KernelLogFollowerTest, KnowsInTheKernelsLogWhatAProcessWrote) {
  const std::string mark = absl::StrCat("kernel_log_follower_test of ", getpid());
  if (!Say("<3>" + mark + " before\n")) {
    GTEST_SKIP() << "SKIPPED: may not write to " << kKmsg;
  }
  Start(MakeKernelLogFollower(&loop_, kKmsg));
  ASSERT_EQ(follower_->status(), absl::OkStatus());
  loop_.Post([&] { Say("<0>" + mark + " after\n"); });
  RunUntil(mark + " after");
  EXPECT_THAT(Texts(), Contains(mark + " before"));
  EXPECT_FALSE(records_.back().from_kernel);
  EXPECT_TRUE(records_.back().sequence.has_value());
  EXPECT_LT(absl::Now() - records_.back().logged_at, absl::Minutes(5));
}

}  // namespace
}  // namespace neuron
