// Real processes and their pidfds.

#include "agent/edge/exit_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <deque>

#include "absl/strings/match.h"
#include "tests/edge/heard_edges.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class ExitWatchTest : public testing::Test {
 protected:
  void ExpectExitOf(int pid) {
    const std::vector<Edge> heard = edges_.Await(1);
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].kind, Edge::Kind::kExited);
    EXPECT_EQ(heard[0].pid, pid);
    EXPECT_EQ(heard[0].chip, -1);
    EXPECT_GT(heard[0].at, absl::ZeroDuration());
    EXPECT_LE(heard[0].at, edges_.loop()->Monotonic());
  }

  HeardEdges edges_;
  ExitWatch exits_{edges_.loop(), edges_.Ear()};
};

TEST_F(ExitWatchTest, TellsThatAProcessExits) {
  Child child([] {});
  Child other([] {});
  const int pid = child.pid();
  exits_.Follow({pid, other.pid()});
  EXPECT_TRUE(exits_.status().ok()) << exits_.status();
  EXPECT_THAT(edges_.Take(), IsEmpty());
  child.End();
  ExpectExitOf(pid);
}

TEST_F(ExitWatchTest, TellsOnceOfOneThatHasEndedAlready) {
  Child child([] {});
  const int pid = child.pid();
  child.End();
  int heard_within_the_call = 0;
  ExitWatch exits(edges_.loop(), [&](const Edge&) { ++heard_within_the_call; });
  exits.Follow({pid});
  EXPECT_EQ(heard_within_the_call, 0);

  exits_.Follow({pid});
  ExpectExitOf(pid);
  exits_.Follow({pid});
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(ExitWatchTest, TellsOnceOfOneWhoseParentDoesNotCare) {
  const pid_t zombie = fork();
  if (zombie == 0) {
    _exit(0);
  }
  siginfo_t info;
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(zombie), &info, WEXITED | WNOWAIT), 0);
  exits_.Follow({zombie});
  ExpectExitOf(zombie);
  exits_.Follow({zombie});
  EXPECT_THAT(edges_.Take(), IsEmpty());
  waitpid(zombie, nullptr, 0);
}

TEST_F(ExitWatchTest, TellsNothingOfThoseThatAreNoLongerFollowed) {
  Child child([] {});
  Child last([] {});
  exits_.Follow({child.pid(), last.pid()});
  exits_.Follow({last.pid()});
  child.End();
  const int pid = last.pid();
  last.End();
  ExpectExitOf(pid);
}

TEST_F(ExitWatchTest, TellsNothingAfterItsEnd) {
  Child child([] {});
  const int pid = child.pid();
  child.End();
  {
    ExitWatch exits(edges_.loop(), edges_.Ear());
    exits.Follow({pid});
  }
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

// A process that waits, with this number; -1 if it cannot be had.
pid_t ProcessNumbered(pid_t pid) {
  clone_args wanted = {};
  wanted.exit_signal = SIGCHLD;
  wanted.set_tid = reinterpret_cast<std::uintptr_t>(&pid);
  wanted.set_tid_size = 1;
  const long cloned = syscall(SYS_clone3, &wanted, sizeof(wanted));
  if (cloned == 0) {
    while (true) {
      pause();
    }
  }
  return static_cast<pid_t>(cloned);
}

TEST_F(ExitWatchTest, IsNotMisledByANumberThatIsUsedAgain) {
  Child child([] {});
  const int pid = child.pid();
  exits_.Follow({pid});
  child.End();
  if (ProcessNumbered(pid) != pid) {
    GTEST_SKIP() << "may not choose the number of a process";
  }
  ExpectExitOf(pid);

  exits_.Follow({pid});
  EXPECT_THAT(edges_.Take(), IsEmpty());
  kill(pid, SIGKILL);
  ExpectExitOf(pid);
  waitpid(pid, nullptr, 0);
}

TEST_F(ExitWatchTest, IsBounded) {
  std::deque<Child> children;
  std::vector<int> pids;
  for (std::size_t i = 0; i <= ExitWatch::kMostProcesses; ++i) {
    pids.push_back(children.emplace_back([] {}).pid());
  }
  exits_.Follow(pids);
  EXPECT_TRUE(absl::IsResourceExhausted(exits_.status())) << exits_.status();
  pids.pop_back();
  exits_.Follow(pids);
  EXPECT_TRUE(exits_.status().ok()) << exits_.status();
}

// From now on pidfd_open fails in this process.
bool ForbidPidfds(int error) {
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter = {4, steps};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

// 0 if the status of following ourselves has this code and these words.
int CheckStatus(absl::StatusCode code, absl::string_view words) {
  HeardEdges edges;
  ExitWatch exits(edges.loop(), edges.Ear());
  exits.Follow({getppid()});
  return exits.status().code() == code && absl::StrContains(exits.status().message(), words) ? 0
                                                                                             : 1;
}

TEST(ExitWatch, SaysThatAnOldKernelTellsNoExits) {
  EXPECT_EQ(ExitStatusOf([] {
              return ForbidPidfds(ENOSYS)
                         ? CheckStatus(absl::StatusCode::kUnimplemented, "since Linux 5.3")
                         : 2;
            }),
            0);
}

TEST(ExitWatch, SaysThatAProfileForbidsIt) {
  EXPECT_EQ(ExitStatusOf([] {
              return ForbidPidfds(EPERM)
                         ? CheckStatus(absl::StatusCode::kPermissionDenied, "seccomp profile")
                         : 2;
            }),
            0);
}

// As CheckStatus(), once no more files can be opened.
int CheckWithoutDescriptors() {
  HeardEdges edges;
  ExitWatch exits(edges.loop(), edges.Ear());
  const rlimit none = {0, 0};
  if (setrlimit(RLIMIT_NOFILE, &none) != 0) {
    return 2;
  }
  exits.Follow({getppid()});
  return absl::IsResourceExhausted(exits.status()) &&
                 absl::StrContains(exits.status().message(), "limit on open files")
             ? 0
             : 1;
}

TEST(ExitWatch, SaysThatTheLimitOnOpenFilesIsTooLow) {
  EXPECT_EQ(ExitStatusOf(CheckWithoutDescriptors), 0);
}

}  // namespace
}  // namespace neuron
