// Two ways to look, one truth: the walk in the kernel and the scan of /proc find the same of every
// process that lives through both, among thousands that have done random things, while others come
// and go.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/device/device_identity.h"
#include "agent/workload/kernel_scan.h"
#include "agent/workload/proc_scan.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/random_crowd.h"

namespace neuron {
namespace {

constexpr std::size_t kMostProcesses = 2500;
constexpr std::size_t kFewestProcesses = 100;
constexpr absl::Duration kTimeToGrow = absl::Seconds(6);
constexpr int kLooks = 3;

// SAME_HOLDERS_SEED repeats a run.
unsigned Seed() {
  unsigned seed = std::random_device()();
  const char* wanted = std::getenv("SAME_HOLDERS_SEED");
  if (wanted != nullptr && !absl::SimpleAtoi(wanted, &seed)) {
    ADD_FAILURE() << "SAME_HOLDERS_SEED is no number";
  }
  std::cerr << "SAME_HOLDERS_SEED=" << seed << "\n";
  return seed;
}

class SameHoldersTest : public testing::Test {
 protected:
  void SetUp() override {
    auto walk = DescriptorWalk::Load();
    if (IsMachinesLack(walk.status())) {
      GTEST_SKIP() << walk.status();
    }
    ASSERT_TRUE(walk.ok()) << walk.status();
    walk_ = *std::move(walk);
  }

  void AddChip(const std::string& node) {
    struct statx found;
    ASSERT_EQ(statx(AT_FDCWD, node.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0) << node;
    chips_[IdentityOf(found)] = static_cast<int>(nodes_.size());
    nodes_.push_back(node);
  }

  void AddFiles() {
    for (int chip = 0; chip < 4; ++chip) {
      tree_.Write(absl::StrCat("neuron", chip), "");
      AddChip(tree_.Path(absl::StrCat("neuron", chip)));
    }
  }

  // Nodes of devices that every kernel has: zero, full, random, urandom.
  void AddDevices() {
    for (unsigned minor : {5, 7, 8, 9}) {
      const std::string node = tree_.Path(absl::StrCat("device", minor));
      if (mknod(node.c_str(), S_IFCHR | 0600, makedev(1, minor)) != 0 ||
          access(node.c_str(), R_OK) != 0) {
        GTEST_SKIP() << "needs CAP_MKNOD, and devices allowed in " << tree_.Path("");
      }
      AddChip(node);
    }
  }

  void ExpectSameHolders();

  FakeTree tree_;
  std::vector<std::string> nodes_;
  ChipIdentities chips_;
  std::unique_ptr<DescriptorWalk> walk_;
};

using ByProcess = std::map<std::pair<int, std::uint64_t>, Holder>;

ByProcess IndexOf(const HolderScan& scan) {
  ByProcess holders;
  for (const Holder& holder : scan.holders) {
    holders[{holder.pid, holder.start_ticks}] = holder;
  }
  return holders;
}

// How many of the processes in `steady` have been found with a chip, the same by both.
int ExpectSame(const ByProcess& kernel, const ByProcess& proc, const std::set<int>& steady) {
  int same = 0;
  for (const auto& [process, holder] : kernel) {
    if (steady.count(process.first) == 0) {
      continue;
    }
    const auto other = proc.find(process);
    if (other == proc.end()) {
      ADD_FAILURE() << "/proc does not show pid " << process.first;
      continue;
    }
    EXPECT_EQ(holder.held, other->second.held) << process.first;
    EXPECT_EQ(holder.observed, other->second.observed) << process.first;
    EXPECT_EQ(holder.command, other->second.command) << process.first;
    ++same;
  }
  for (const auto& [process, holder] : proc) {
    EXPECT_TRUE(steady.count(process.first) == 0 || kernel.count(process) != 0)
        << "the kernel does not show pid " << process.first;
  }
  return same;
}

int ParentOf(int pid) {
  const auto stat = ReadFile(absl::StrCat("/proc/", pid, "/stat"));
  return stat.ok() ? ParseProcStat(*stat).parent : 0;
}

// Those in `found` that descend from the crowd: what they have does not change.
std::set<int> FamilyOf(const std::vector<int>& crowd, const ByProcess& found) {
  std::set<int> family(crowd.begin(), crowd.end());
  for (const auto& [process, holder] : found) {
    if (family.count(ParentOf(process.first)) != 0) {
      family.insert(process.first);
    }
  }
  return family;
}

void SameHoldersTest::ExpectSameHolders() {
  RandomCrowd crowd(nodes_, Seed());
  const absl::Time end = absl::Now() + kTimeToGrow;
  while (crowd.pids().size() < kMostProcesses && absl::Now() < end) {
    crowd.Grow();
  }
  const std::vector<int> pids = crowd.pids();
  EXPECT_GE(pids.size(), kFewestProcesses);
  crowd.AddRestless();
  for (int look = 0; look < kLooks; ++look) {
    const ByProcess before = IndexOf(ScanKernel(walk_.get(), chips_, absl::Now()).value());
    const ByProcess proc = IndexOf(ScanProc("/proc", chips_, absl::Now()));
    const std::set<int> steady = FamilyOf(pids, before);
    EXPECT_GT(ExpectSame(before, proc, steady), static_cast<int>(pids.size()) / 3);
  }
}

TEST_F(SameHoldersTest, AreFoundOfFilesInTheKernelAndInProc) {
  AddFiles();
  ExpectSameHolders();
}

TEST_F(SameHoldersTest, AreFoundOfDevicesInTheKernelAndInProc) {
  AddDevices();
  if (!IsSkipped()) {
    ExpectSameHolders();
  }
}

}  // namespace
}  // namespace neuron
