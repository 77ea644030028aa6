#include "agent/workload/proc_scan.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "agent/device/device_identity.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kPid = FakeProc::kFirstPid;

// Two chips, which are regular files, and a /proc of processes that have them open.
class ScanProcTest : public testing::Test {
 protected:
  ScanProcTest() {
    for (int chip : {0, 1}) {
      proc_.tree().Write(absl::StrCat("dev/neuron", chip), "");
      struct statx found;
      EXPECT_EQ(statx(AT_FDCWD, Node(chip).c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
      chips_[IdentityOf(found)] = chip;
    }
    proc_.tree().Write("another", "");
  }

  std::string Node(int chip) { return proc_.tree().Path(absl::StrCat("dev/neuron", chip)); }

  HolderScan Scan() { return ScanProc(proc_.path(), chips_, absl::FromUnixSeconds(7)); }

  FakeProc proc_;
  ChipIdentities chips_;
};

TEST_F(ScanProcTest, SeesEverythingWhereNobodyHoldsAChip) {
  proc_.AddProcess(kPid, "bash", 5);
  proc_.AddDescriptor(kPid, 0, proc_.tree().Path("another"), "0100000");
  const HolderScan scan = Scan();
  EXPECT_TRUE(scan.sight.ok()) << scan.sight;
  EXPECT_THAT(scan.holders, IsEmpty());
  EXPECT_EQ(scan.source, "proc");
  EXPECT_EQ(scan.taken_at, absl::FromUnixSeconds(7));
}

TEST_F(ScanProcTest, DescribesAHolder) {
  proc_.AddProcess(kPid, "a (strange) name", 123456);
  proc_.AddDescriptor(kPid, 5, Node(1), "02100002");
  const HolderScan scan = Scan();
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].pid, kPid);
  EXPECT_EQ(scan.holders[0].command, "a (strange) name");
  EXPECT_EQ(scan.holders[0].start_ticks, 123456u);
  EXPECT_EQ(scan.holders[0].held, ChipSet{1});
  EXPECT_TRUE(scan.holders[0].observed.empty());
  EXPECT_TRUE(scan.sight.ok());
}

TEST_F(ScanProcTest, ListsHoldersByPid) {
  for (int offset : {10, 9, 2}) {
    proc_.AddProcess(kPid + offset, "x", 1);
    proc_.AddDescriptor(kPid + offset, 3, Node(0), "02");
  }
  const HolderScan scan = Scan();
  ASSERT_THAT(scan.holders, SizeIs(3));
  EXPECT_EQ(scan.holders[0].pid, kPid + 2);
  EXPECT_EQ(scan.holders[1].pid, kPid + 9);
  EXPECT_EQ(scan.holders[2].pid, kPid + 10);
}

TEST_F(ScanProcTest, TellsHoldersFromObserversByTheFlags) {
  const struct {
    const char* flags;
    ChipSet held;
    ChipSet observed;
  } cases[] = {
      {"0100000", {0}, {}}, {"0100001", {}, {0}},  {"0100002", {0}, {}},
      {"0100003", {}, {0}}, {"012000000", {}, {}}, {"garbage", {0}, {}},
  };
  int pid = kPid;
  for (const auto& c : cases) {
    proc_.AddProcess(++pid, "x", 1);
    proc_.AddDescriptor(pid, 3, Node(0), c.flags);
    ChipSet held, observed;
    for (const Holder& holder : Scan().holders) {
      held = holder.held;
      observed = holder.observed;
    }
    EXPECT_EQ(held, c.held) << c.flags;
    EXPECT_EQ(observed, c.observed) << c.flags;
    proc_.tree().Remove(absl::StrCat("proc/", pid));
  }
}

TEST_F(ScanProcTest, TakesAProcessWithBothKindsForAHolder) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, Node(0), "02");
  proc_.AddDescriptor(kPid, 4, Node(0), "01");
  proc_.AddDescriptor(kPid, 5, Node(1), "01");
  const HolderScan scan = Scan();
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].held, ChipSet{0});
  EXPECT_EQ(scan.holders[0].observed, ChipSet{1});
}

TEST_F(ScanProcTest, FindsTheDescriptorsThatAThreadHasForItself) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddThread(kPid, kPid + 1);
  proc_.AddThreadDescriptor(kPid, kPid + 1, 3, Node(1), "02");
  const HolderScan scan = Scan();
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].pid, kPid);
  EXPECT_EQ(scan.holders[0].held, ChipSet{1});
}

TEST_F(ScanProcTest, SupposesTheWorstOfADescriptorThatItCannotRead) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, Node(0), "01");
  const std::string info = absl::StrCat("proc/", kPid, "/fdinfo/3");
  proc_.tree().Remove(info);
  proc_.tree().Make(info, File("inside", ""));
  ASSERT_THAT(Scan().holders, SizeIs(1));
  EXPECT_EQ(Scan().holders[0].held, ChipSet{0});
}

TEST_F(ScanProcTest, LeavesOutADescriptorThatWasClosedMeanwhile) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, Node(0), "02");
  proc_.tree().Remove(absl::StrCat("proc/", kPid, "/fdinfo/3"));
  proc_.AddDescriptor(kPid, 4, proc_.tree().Path("gone"), "02");
  const HolderScan scan = Scan();
  EXPECT_THAT(scan.holders, IsEmpty());
  EXPECT_TRUE(scan.sight.ok()) << scan.sight;
}

TEST_F(ScanProcTest, LeavesOutAProcessThatEndsMeanwhile) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.tree().Remove(absl::StrCat("proc/", kPid, "/fd"));
  proc_.tree().Remove(absl::StrCat("proc/", kPid, "/task"));
  const HolderScan scan = Scan();
  EXPECT_THAT(scan.holders, IsEmpty());
  EXPECT_TRUE(scan.sight.ok()) << scan.sight;
}

TEST_F(ScanProcTest, NamesAHolderThatEndsBeforeItCouldBeDescribed) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, Node(0), "02");
  proc_.tree().Remove(absl::StrCat("proc/", kPid, "/comm"));
  proc_.tree().Remove(absl::StrCat("proc/", kPid, "/stat"));
  const HolderScan scan = Scan();
  ASSERT_THAT(scan.holders, SizeIs(1));
  EXPECT_EQ(scan.holders[0].command, "");
  EXPECT_EQ(scan.holders[0].start_ticks, 0u);
}

TEST_F(ScanProcTest, SkipsWhatIsNoProcess) {
  proc_.tree().Write("proc/devices", "");
  proc_.tree().Make("proc/1x/fd", Link("3", Node(0)));
  EXPECT_THAT(Scan().holders, IsEmpty());
  EXPECT_TRUE(Scan().sight.ok());
}

TEST_F(ScanProcTest, TellsWhatItSawEvenIfItIsBlind) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, Node(0), "02");
  proc_.SetPidNamespace("pid:[4026532000]");
  const HolderScan scan = Scan();
  EXPECT_EQ(scan.sight.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(scan.holders, SizeIs(1));
}

TEST_F(ScanProcTest, IsBlindWithoutTheCapabilities) {
  proc_.SetStatus("CapEff:\t0000000000000000\n");
  EXPECT_EQ(Scan().sight.code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(ScanProcTest, IsBlindIfAProcessCannotBeLookedAt) {
  proc_.AddProcess(kPid, "x", 1);
  const std::string fd = absl::StrCat("proc/", kPid, "/fd");
  proc_.tree().Remove(fd);
  // A link to itself: a failure that is not the process's end.
  proc_.tree().Make(absl::StrCat("proc/", kPid), Link("fd", "fd"));
  const HolderScan scan = Scan();
  EXPECT_FALSE(scan.sight.ok());
  EXPECT_THAT(std::string(scan.sight.message()), HasSubstr(proc_.tree().Path(fd)));
}

TEST_F(ScanProcTest, IsBlindIfADescriptorCannotBeLookedUp) {
  proc_.AddProcess(kPid, "x", 1);
  proc_.AddDescriptor(kPid, 3, "3", "02");
  const HolderScan scan = Scan();
  EXPECT_FALSE(scan.sight.ok());
  EXPECT_THAT(std::string(scan.sight.message()), HasSubstr(absl::StrCat(kPid, "/fd/3")));
}

TEST_F(ScanProcTest, IsBlindWithoutProc) {
  const HolderScan scan = ScanProc(proc_.tree().Path("nowhere"), chips_, absl::UnixEpoch());
  EXPECT_FALSE(scan.sight.ok());
}

}  // namespace
}  // namespace neuron
