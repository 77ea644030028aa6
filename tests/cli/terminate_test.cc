// Against children of this process.

#include "agent/cli/terminate.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr char kProc[] = "/proc";

class TerminateProcessTest : public testing::Test {
 protected:
  void SetUp() override {
    child_ = fork();
    if (child_ == 0) {
      pause();
      _exit(0);
    }
    ASSERT_GT(child_, 0);
  }

  void TearDown() override {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
  }

  std::uint64_t StartOfChild() const {
    return ParseProcStat(ReadFile(absl::StrCat(kProc, "/", child_, "/stat")).value()).start_ticks;
  }

  // The signal that ended it.
  int Await() {
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = 0;
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }

  bool Lives() const { return waitpid(child_, nullptr, WNOHANG) == 0; }

  pid_t child_ = 0;
};

TEST_F(TerminateProcessTest, SendsSigterm) {
  const absl::Status status = TerminateProcess(kProc, child_, StartOfChild());
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(Await(), SIGTERM);
}

TEST_F(TerminateProcessTest, LeavesAProcessAloneThatHasGotThePidSince) {
  const absl::Status status = TerminateProcess(kProc, child_, StartOfChild() - 1);
  EXPECT_EQ(status, absl::NotFoundError(
                        absl::StrCat("pid ", child_,
                                     " is another process by now, which is left alone; look "
                                     "again")));
  EXPECT_TRUE(Lives());
}

TEST_F(TerminateProcessTest, SaysThatAProcessHasGone) {
  const pid_t child = child_;
  const std::uint64_t start = StartOfChild();
  kill(child, SIGKILL);
  Await();
  EXPECT_TRUE(absl::IsNotFound(TerminateProcess(kProc, child, start)));
}

}  // namespace
}  // namespace neuron
