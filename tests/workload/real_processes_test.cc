// Real processes in the kernel's own /proc. What is held is asserted here; that all was seen is
// not, since a machine may have processes that nobody may look at.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/device/device_identity.h"
#include "agent/workload/proc_scan.h"
#include "tests/fakes/fake_tree.h"
#include "tests/workload/child.h"
#include "tests/workload/passed_descriptor.h"
#include "tests/workload/waiting_thread.h"

namespace neuron {
namespace {

// Four chips, which are regular files.
class RealProcessesTest : public testing::Test {
 protected:
  RealProcessesTest() {
    for (int chip = 0; chip < 4; ++chip) {
      tree_.Write(absl::StrCat("neuron", chip), "");
      struct statx found;
      EXPECT_EQ(statx(AT_FDCWD, Node(chip).c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
      chips_[IdentityOf(found)] = chip;
    }
  }

  std::string Node(int chip) const { return tree_.Path(absl::StrCat("neuron", chip)); }
  int Open(int chip, int flags) const { return open(Node(chip).c_str(), flags); }

  // What the process holds and observes; nothing if the scan did not find it.
  Holder Look(int pid) const {
    for (const Holder& holder : ScanProc("/proc", chips_, absl::Now()).holders) {
      if (holder.pid == pid) {
        return holder;
      }
    }
    return {};
  }

  FakeTree tree_;
  ChipIdentities chips_;
};

TEST_F(RealProcessesTest, AreToldApartByTheirAccessMode) {
  const Child child([&] {
    Open(0, O_RDONLY);
    Open(1, O_WRONLY);
    Open(2, O_RDWR);
    Open(3, 3);
  });
  const Holder holder = Look(child.pid());
  EXPECT_EQ(holder.held, (ChipSet{0, 2}));
  EXPECT_EQ(holder.observed, (ChipSet{1, 3}));
}

TEST_F(RealProcessesTest, AreDescribedAsTheyAre) {
  const Child child([&] {
    Open(0, O_RDWR);
    pthread_setname_np(pthread_self(), "odd ) name");
  });
  const Holder holder = Look(child.pid());
  EXPECT_EQ(holder.pid, child.pid());
  EXPECT_EQ(holder.command, "odd ) name");
  const absl::Duration age = absl::Milliseconds(10) * holder.start_ticks;
  timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  EXPECT_LT(absl::DurationFromTimespec(now) - age, absl::Seconds(30));
  EXPECT_GE(absl::DurationFromTimespec(now) - age, absl::ZeroDuration());
}

TEST_F(RealProcessesTest, DoNotHoldWhatTheyOnlyName) {
  const Child child([&] { Open(0, O_PATH); });
  EXPECT_TRUE(Look(child.pid()).held.empty());
  EXPECT_TRUE(Look(child.pid()).observed.empty());
}

TEST_F(RealProcessesTest, HoldWhatADuplicateKeepsOpen) {
  const Child child([&] {
    const int fd = Open(0, O_RDWR);
    fcntl(fd, F_DUPFD, 100);
    close(fd);
  });
  EXPECT_EQ(Look(child.pid()).held, ChipSet{0});
}

TEST_F(RealProcessesTest, HoldWhatTheyInherited) {
  const UniqueFd fd(Open(0, O_RDWR));
  const Child child([] {});
  EXPECT_EQ(Look(child.pid()).held, ChipSet{0});
  EXPECT_EQ(Look(getpid()).held, ChipSet{0});
}

TEST_F(RealProcessesTest, HoldAFileThatHasLostItsName) {
  const Child child([&] { Open(0, O_RDWR); });
  ASSERT_EQ(unlink(Node(0).c_str()), 0);
  EXPECT_EQ(Look(child.pid()).held, ChipSet{0});
}

TEST_F(RealProcessesTest, HoldNothingOnceTheyHaveClosedIt) {
  const Child child([&] { close(Open(0, O_RDWR)); });
  EXPECT_TRUE(Look(child.pid()).held.empty());
}

TEST_F(RealProcessesTest, HoldNothingOnceTheyHaveEnded) {
  Child child([&] { Open(0, O_RDWR); });
  const int pid = child.pid();
  EXPECT_EQ(Look(pid).held, ChipSet{0});
  child.End();
  EXPECT_EQ(Look(pid).pid, 0);
}

TEST_F(RealProcessesTest, HoldWhatAnotherProcessSentThem) {
  int sockets[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets), 0);
  const UniqueFd ours(sockets[0]);
  const UniqueFd theirs(sockets[1]);
  {
    const UniqueFd fd(Open(0, O_RDWR));
    ASSERT_TRUE(SendDescriptor(ours.get(), fd.get()));
  }
  const Child child([&] { ReceiveDescriptor(theirs.get()); });
  EXPECT_EQ(Look(child.pid()).held, ChipSet{0});
  EXPECT_TRUE(Look(getpid()).held.empty());
}

// Starts a thread with a table of descriptors of its own, in which it holds the chip.
void StartLoneHolder(const std::string& node) {
  StartWaitingThread([node] {
    unshare(CLONE_FILES);
    open(node.c_str(), O_RDWR);
  });
}

TEST_F(RealProcessesTest, HoldWhatOneOfTheirThreadsHas) {
  const Child child([&] {
    Open(1, O_RDWR);
    StartLoneHolder(Node(0));
  });
  EXPECT_EQ(Look(child.pid()).held, (ChipSet{0, 1}));
}

TEST_F(RealProcessesTest, HoldTheirChipsAfterTheirFirstThreadHasEnded) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  UniqueFd reader(ends[0]);
  UniqueFd writer(ends[1]);
  const int pid = fork();
  if (pid == 0) {
    Open(0, O_RDWR);
    StartLoneHolder(Node(1));
    (void)!write(writer.get(), "", 1);
    syscall(SYS_exit, 0);
  }
  char byte;
  ASSERT_EQ(read(reader.get(), &byte, 1), 1);
  while (absl::StrContains(ReadFile(absl::StrCat("/proc/", pid, "/stat")).value_or(""), ") R ") ||
         absl::StrContains(ReadFile(absl::StrCat("/proc/", pid, "/stat")).value_or(""), ") S ")) {
  }
  EXPECT_TRUE(Look(pid).held.Contains(1));
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
}

TEST_F(RealProcessesTest, AreNotSeenByAPlainUserWhoSaysSo) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "needs root, to become another user";
  }
  const Child child([&] { Open(0, O_RDWR); });
  EXPECT_EQ(ExitStatusOf([&] {
              if (setuid(65534) != 0) {
                return 2;
              }
              const HolderScan scan = ScanProc("/proc", chips_, absl::Now());
              return absl::IsPermissionDenied(scan.sight) && scan.holders.empty() ? 0 : 1;
            }),
            0);
}

TEST_F(RealProcessesTest, AreNotSeenFromAPidNamespaceWhichSaysSo) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "needs root, to make a pid namespace";
  }
  EXPECT_EQ(ExitStatusOf([&] {
              if (unshare(CLONE_NEWPID) != 0) {
                return 2;
              }
              return ExitStatusOf([&] {
                const absl::Status sight = ScanProc("/proc", chips_, absl::Now()).sight;
                return sight.ok() ? 1 : 0;
              });
            }),
            0);
}

}  // namespace
}  // namespace neuron
