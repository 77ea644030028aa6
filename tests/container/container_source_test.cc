#include "agent/container/container_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/container/container_host.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kPid = ContainerHost::kPid;
const std::string kA = ContainerId('a');
const std::string kPath = EcsCgroup("t1", kA);
constexpr absl::Duration kStart = absl::Hours(2);

class ContainerSourceTest : public testing::Test {
 protected:
  // A container with one process, which was given chip 1.
  void Run(int pid, unsigned long start_ticks = 1000) {
    host_.AddProcess(pid, kPath, start_ticks);
    host_.AddNode(pid, 1, "neuron0");
    host_.AddCgroup(kPath, absl::StrCat(pid, "\n"));
  }
  ContainerScan Scan() { return source_->Scan(host_.chips(), {wall_ + now_, now_}); }
  Container Only() {
    const ContainerScan scan = Scan();
    EXPECT_TRUE(scan.sight.ok()) << scan.sight;
    EXPECT_EQ(scan.containers.size(), 1u);
    return scan.containers.empty() ? Container() : scan.containers[0];
  }

  ContainerHost host_;
  absl::Duration now_ = kStart;
  // What the host's clock was at that clock's zero.
  absl::Time wall_ = absl::FromUnixSeconds(1795000000);
  std::unique_ptr<ContainerSource> source_ = MakeContainerSource(host_.proc(), host_.cgroups());
};

TEST_F(ContainerSourceTest, SaysWhichChipsAContainerWasGiven) {
  Run(kPid);
  const Container container = Only();
  EXPECT_EQ(container.id, kA);
  EXPECT_EQ(container.task_id, "t1");
  EXPECT_EQ(container.cgroup, kPath);
  EXPECT_EQ(container.pid, kPid);
  EXPECT_EQ(container.start_ticks, 1000u);
  EXPECT_EQ(container.mapped, Reading<ChipSet>(ChipSet{1}));
  EXPECT_EQ(container.privileged, Reading<bool>(false));
  EXPECT_EQ(container.seen_at, wall_ + kStart);
  EXPECT_TRUE(container.name.is_absent());
  EXPECT_TRUE(container.task.is_absent());
  EXPECT_TRUE(container.daemon_service.is_absent());
  EXPECT_TRUE(container.cpu_time.is_absent());
  EXPECT_TRUE(container.memory_bytes.is_absent());
}

TEST_F(ContainerSourceTest, SeesNoneOnAHostWithout) {
  const ContainerScan scan = Scan();
  EXPECT_TRUE(scan.sight.ok());
  EXPECT_THAT(scan.containers, IsEmpty());
  EXPECT_EQ(scan.taken_at, wall_ + kStart);
  EXPECT_EQ(scan.began, kStart);
}

TEST_F(ContainerSourceTest, DoesNotKnowANewOneBeforeItsProcessRuns) {
  host_.AddCgroup(kPath);
  const Container before = Only();
  EXPECT_EQ(before.pid, 0);
  EXPECT_TRUE(before.mapped.is_absent());
  Run(kPid);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, KnowsWhatAContainerWasGivenThoughItNamesItselfAsRunc) {
  Run(kPid);
  host_.NameAsRunc(kPid, /*has_executed=*/true);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, DoesNotTakeTheEnginesProcessForTheContainers) {
  Run(kPid);
  host_.NameAsRunc(kPid, /*has_executed=*/false);
  const Container before = Only();
  EXPECT_EQ(before.pid, 0);
  EXPECT_TRUE(before.mapped.is_absent());
  EXPECT_TRUE(before.privileged.is_unknown());
  host_.NameAsRunc(kPid, /*has_executed=*/true);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, LooksAgainUntilItKnowsWhetherAContainerIsPrivileged) {
  Run(kPid);
  for (const int chip : {0, 2, 3}) {
    host_.AddNode(kPid, chip, absl::StrCat("neuron-", chip));
  }
  host_.tree().Write(ContainerHost::Of(kPid, "status"), "CapBnd:\t000001ffffffffff\nSeccomp:\t0\n");
  host_.tree().Remove("proc/sys/kernel/cap_last_cap");
  EXPECT_TRUE(Only().privileged.is_unknown());
  now_ += kSettling;
  host_.tree().Write("proc/sys/kernel/cap_last_cap", "40\n");
  EXPECT_EQ(Only().privileged, Reading<bool>(true));
}

TEST_F(ContainerSourceTest, TakesAProcessInTheHostsMountsForNoneOfTheContainers) {
  Run(kPid);
  host_.PutInHostsRoot(kPid);
  host_.SetMounts(1, "mnt:[1]");
  host_.SetMounts(kPid, "mnt:[1]");
  for (int i = 0; i < 2; ++i) {
    const Container container = Only();
    EXPECT_EQ(container.pid, 0);
    EXPECT_TRUE(container.mapped.is_absent()) << "also after a long time";
    now_ += absl::Hours(1);
  }
  host_.AddProcess(kPid + 1, kPath);
  host_.AddNode(kPid + 1, 2, "neuron0");
  host_.AddCgroup(kPath, absl::StrCat(kPid, "\n", kPid + 1, "\n"));
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{2}));
}

TEST_F(ContainerSourceTest, IsNotSureOfOneWithAProcessOfTheHostAndOneThatItCannotSee) {
  Run(kPid);
  host_.PutInHostsRoot(kPid);
  host_.SetMounts(1, "mnt:[1]");
  host_.SetMounts(kPid, "mnt:[1]");
  host_.AddProcess(kPid + 1, kPath);
  host_.tree().Remove(ContainerHost::Of(kPid + 1, "cgroup"));
  host_.tree().Make(ContainerHost::Of(kPid + 1, "cgroup"), Dir("x", {}));
  host_.AddCgroup(kPath, absl::StrCat(kPid + 1, "\n", kPid, "\n"));
  EXPECT_TRUE(Only().mapped.is_unknown());
}

TEST_F(ContainerSourceTest, TakesAProcessThatNeverLeavesTheHostsRootForTheContainersInTheEnd) {
  Run(kPid);
  host_.PutInHostsRoot(kPid);
  EXPECT_TRUE(Only().mapped.is_absent());
  now_ = kStart + absl::Seconds(5);
  EXPECT_TRUE(absl::IsUnavailable(Only().mapped.why()));
  now_ = kStart + kLongestEntry;
  const Container container = Only();
  EXPECT_EQ(container.pid, kPid);
  EXPECT_TRUE(container.mapped.has_value());
  EXPECT_TRUE(container.privileged.is_unknown());
}

TEST_F(ContainerSourceTest, DoesNotTakeOneThatItHasUnderstoodForOneThatIsBeingStarted) {
  Run(kPid);
  Scan();
  host_.PutInHostsRoot(kPid);
  EXPECT_TRUE(absl::IsUnavailable(Only().mapped.why()));
}

TEST_F(ContainerSourceTest, LooksAgainWhileThingsSettleAndThenAtAudits) {
  Run(kPid);
  Scan();
  host_.AddNode(kPid, 2, "neuron1");
  now_ = kStart + kSettling - absl::Milliseconds(1);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1, 2}));
  host_.AddNode(kPid, 3, "neuron2");
  now_ = kStart + kAudit - absl::Milliseconds(1);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1, 2}));
  now_ = kStart + kAudit;
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1, 2, 3}));
}

TEST_F(ContainerSourceTest, GoesByTheClockThatIsNeverSet) {
  Run(kPid);
  Scan();
  now_ = kStart + absl::Seconds(5);
  host_.AddNode(kPid, 3, "neuron2");
  wall_ += absl::Hours(5);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1})) << "no audit";
  wall_ -= absl::Hours(9);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
  now_ = kStart + kAudit;
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1, 3}));
}

TEST_F(ContainerSourceTest, LooksAgainWhenTheChipsHaveChanged) {
  Run(kPid);
  EXPECT_EQ(source_->Scan({}, {wall_ + now_, now_}).containers.at(0).mapped,
            Reading<ChipSet>(ChipSet{}));
  now_ += absl::Seconds(5);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, LooksAtTheNextProcessWhenOneHasEnded) {
  Run(kPid);
  Scan();
  now_ += absl::Seconds(5);
  host_.AddProcess(kPid + 1, kPath, 2000);
  host_.AddNode(kPid + 1, 3, "neuron0");
  host_.AddCgroup(kPath, absl::StrCat(kPid + 1, "\n"));
  host_.EndProcess(kPid);
  const Container container = Only();
  EXPECT_EQ(container.pid, kPid + 1);
  EXPECT_EQ(container.start_ticks, 2000u);
  EXPECT_EQ(container.mapped, Reading<ChipSet>(ChipSet{3}));
  EXPECT_EQ(container.seen_at, wall_ + kStart);
}

TEST_F(ContainerSourceTest, OpensNothingAtRest) {
  Run(kPid);
  Scan();
  now_ += absl::Seconds(5);
  const UniqueFd opened(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  for (const std::string& path :
       {host_.proc(), absl::StrCat(host_.proc(), "/", kPid), host_.cgroups(),
        absl::StrCat(host_.cgroups(), kPath), absl::StrCat(host_.proc(), "/", kPid, "/root")}) {
    ASSERT_GE(inotify_add_watch(opened.get(), path.c_str(), IN_OPEN), 0) << path;
  }
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
  char event[1024];
  EXPECT_LT(read(opened.get(), event, sizeof event), 0);
  now_ += kAudit;
  Only();
  EXPECT_GT(read(opened.get(), event, sizeof event), 0);
}

TEST_F(ContainerSourceTest, IsNotTakenInByANumberUsedAgain) {
  Run(kPid, 1000);
  Scan();
  now_ += absl::Seconds(5);
  // The number stands in the old list of the container, and means a process of the host.
  host_.EndProcess(kPid);
  host_.AddProcess(kPid, "/system.slice/sshd.service", 2000);
  const Container container = Only();
  EXPECT_EQ(container.pid, 0);
  EXPECT_EQ(container.start_ticks, 0u);
  EXPECT_TRUE(absl::IsNotFound(container.mapped.why()));
}

TEST_F(ContainerSourceTest, LooksAtTheNewProcessWithTheSameNumber) {
  Run(kPid, 1000);
  Scan();
  now_ += absl::Seconds(5);
  host_.EndProcess(kPid);
  host_.AddProcess(kPid, kPath, 2000);
  EXPECT_EQ(Only().start_ticks, 2000u);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{}));
}

TEST_F(ContainerSourceTest, PassesOverProcessesThatHaveGone) {
  Run(kPid);
  host_.AddCgroup(kPath, absl::StrCat(kPid + 7, "\n", kPid, "\n"));
  EXPECT_EQ(Only().pid, kPid);
}

TEST_F(ContainerSourceTest, BuriesAContainerWhoseCgroupHasGone) {
  Run(kPid);
  Scan();
  now_ += absl::Seconds(5);
  host_.EndProcess(kPid);
  host_.tree().Remove("cgroup/ecstasks.slice");
  const ContainerScan scan = Scan();
  EXPECT_THAT(scan.containers, IsEmpty());
  ASSERT_EQ(scan.gone.size(), 1u);
  EXPECT_EQ(scan.gone[0].gone_at, wall_ + now_);
  EXPECT_EQ(scan.gone[0].mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, BuriesAContainerWhoseCgroupIsLeftBehind) {
  Run(kPid);
  Scan();
  now_ += absl::Seconds(5);
  host_.EndProcess(kPid);
  host_.AddCgroup(kPath, "");
  EXPECT_THAT(Scan().containers, IsEmpty());
  EXPECT_EQ(Scan().gone.size(), 1u);
  Run(kPid, 2000);
  EXPECT_EQ(Only().seen_at, wall_ + now_);
}

TEST_F(ContainerSourceTest, DoesNotBuryWhatItCannotRead) {
  Run(kPid);
  Scan();
  now_ += absl::Seconds(5);
  host_.EndProcess(kPid);
  rlimit before;
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit none = {0, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  const ContainerScan scan = Scan();
  setrlimit(RLIMIT_NOFILE, &before);
  ASSERT_EQ(scan.containers.size(), 1u);
  EXPECT_TRUE(absl::IsResourceExhausted(scan.containers[0].mapped.why()));
}

TEST_F(ContainerSourceTest, IsBlindInAPidNamespaceThatIsNotTheHosts) {
  host_.AddCgroup(kPath, "0\n");
  host_.fake_proc().SetPidNamespace("pid:[1]");
  for (int i = 0; i < 2; ++i) {
    const ContainerScan scan = Scan();
    EXPECT_TRUE(absl::IsFailedPrecondition(scan.sight));
    EXPECT_EQ(scan.containers.at(0).mapped.why(), scan.sight);
    now_ += absl::Hours(1);
  }
}

TEST_F(ContainerSourceTest, FallsBackToTheCgroupsOfProcesses) {
  Run(kPid);
  host_.tree().Remove("cgroup");
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
  host_.fake_proc().SetPidNamespace("pid:[1]");
  EXPECT_TRUE(absl::IsFailedPrecondition(Scan().sight));
  EXPECT_EQ(Scan().containers.size(), 1u);
}

TEST_F(ContainerSourceTest, SaysThatThereAreTooMany) {
  for (int i = 0; i <= 4096; ++i) {
    host_.tree().Make("cgroup", Dir(absl::StrCat(std::string(59, '0'), 10'000 + i), {}));
  }
  const ContainerScan scan = Scan();
  EXPECT_TRUE(absl::IsResourceExhausted(scan.sight));
  EXPECT_EQ(scan.containers.size(), 4096u);
}

}  // namespace
}  // namespace neuron
