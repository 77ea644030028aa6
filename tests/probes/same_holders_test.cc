// Two ways to look, one truth: the walk in the kernel and the scan of /proc find the same holders
// among hundreds of children that do random things.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/device/device_identity.h"
#include "agent/workload/kernel_scan.h"
#include "agent/workload/proc_scan.h"
#include "tests/fakes/fake_tree.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

constexpr int kChips = 8;
constexpr int kChildren = 300;

// One random thing that a process may do with a chip's node.
void DoSomething(std::minstd_rand* random, const std::string& node) {
  const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR, 3, O_PATH};
  const int fd = open(node.c_str(), modes[(*random)() % 5]);
  switch ((*random)() % 4) {
    case 0:
      close(fd);
      break;
    case 1:
      fcntl(fd, F_DUPFD, static_cast<int>((*random)() % 200));
      close(fd);
      break;
    case 2:
      fcntl(fd, F_SETFL, O_NONBLOCK | O_APPEND);
      break;
    default:
      break;
  }
}

// Leaves a thread behind that has a table of its own, with one chip more.
void LeaveThread(const std::string& node, int flags) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    _exit(1);
  }
  std::thread([=] {
    unshare(CLONE_FILES);
    open(node.c_str(), flags);
    while (write(ends[1], "", 1) < 0) {
    }
    while (true) {
      pause();
    }
  }).detach();
  char byte;
  while (read(ends[0], &byte, 1) < 0) {
  }
}

class SameHoldersTest : public testing::Test {
 protected:
  SameHoldersTest() {
    for (int chip = 0; chip < kChips; ++chip) {
      tree_.Write(absl::StrCat("neuron", chip), "");
      struct statx found;
      EXPECT_EQ(statx(AT_FDCWD, Node(chip).c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
      chips_[IdentityOf(found)] = chip;
    }
  }

  std::string Node(int chip) const { return tree_.Path(absl::StrCat("neuron", chip)); }

  void Live(unsigned seed) const {
    std::minstd_rand random(seed);
    for (unsigned things = static_cast<unsigned>(random() % 6); things > 0; --things) {
      DoSomething(&random, Node(static_cast<int>(random() % kChips)));
    }
    if (random() % 4 == 0) {
      LeaveThread(Node(static_cast<int>(random() % kChips)), static_cast<int>(random() % 3));
    }
  }

  FakeTree tree_;
  ChipIdentities chips_;
};

using ByPid = std::map<int, Holder>;

ByPid IndexOf(const HolderScan& scan) {
  ByPid holders;
  for (const Holder& holder : scan.holders) {
    holders[holder.pid] = holder;
  }
  return holders;
}

void ExpectSame(const Holder& a, const Holder& b) {
  EXPECT_EQ(a.held, b.held) << a.pid;
  EXPECT_EQ(a.observed, b.observed) << a.pid;
  EXPECT_EQ(a.start_ticks, b.start_ticks) << a.pid;
  EXPECT_EQ(a.command, b.command) << a.pid;
}

TEST_F(SameHoldersTest, AreFoundInTheKernelAndInProc) {
  auto walk = DescriptorWalk::Load();
  if (!walk.ok()) {
    GTEST_SKIP() << walk.status();
  }
  std::vector<std::unique_ptr<Child>> children;
  for (unsigned seed = 1; seed <= kChildren; ++seed) {
    children.push_back(std::make_unique<Child>([this, seed] { Live(seed); }));
  }
  const ByPid kernel = IndexOf(ScanKernel(walk->get(), chips_, absl::Now()).value());
  const ByPid proc = IndexOf(ScanProc("/proc", chips_, absl::Now()));
  int holders = 0;
  for (const auto& child : children) {
    ASSERT_EQ(kernel.count(child->pid()), proc.count(child->pid())) << child->pid();
    if (kernel.count(child->pid()) == 1) {
      ExpectSame(kernel.at(child->pid()), proc.at(child->pid()));
      ++holders;
    }
  }
  EXPECT_GT(holders, kChildren / 2);
}

}  // namespace
}  // namespace neuron
