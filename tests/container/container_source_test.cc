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
const absl::Time kStart = absl::FromUnixSeconds(1795000000);

class ContainerSourceTest : public testing::Test {
 protected:
  // A container with one process, which was given chip 1.
  void Run(int pid, unsigned long start_ticks = 1000) {
    host_.AddProcess(pid, kPath, start_ticks);
    host_.AddNode(pid, 1, "neuron0");
    host_.AddCgroup(kPath, absl::StrCat(pid, "\n"));
  }
  ContainerScan Scan() { return source_->Scan(host_.chips(), now_); }
  Container Only() {
    const ContainerScan scan = Scan();
    EXPECT_TRUE(scan.sight.ok()) << scan.sight;
    EXPECT_EQ(scan.containers.size(), 1u);
    return scan.containers.empty() ? Container() : scan.containers[0];
  }

  ContainerHost host_;
  absl::Time now_ = kStart;
  std::unique_ptr<ContainerSource> source_ = MakeContainerSource(host_.proc(), host_.cgroups());
};

TEST_F(ContainerSourceTest, SaysWhichChipsAContainerWasGiven) {
  Run(kPid);
  const Container container = Only();
  EXPECT_EQ(container.id, kA);
  EXPECT_EQ(container.task_id, "t1");
  EXPECT_EQ(container.pid, kPid);
  EXPECT_EQ(container.start_ticks, 1000u);
  EXPECT_EQ(container.mapped, Reading<ChipSet>(ChipSet{1}));
  EXPECT_EQ(container.privileged, Reading<bool>(false));
  EXPECT_EQ(container.seen_at, kStart);
  EXPECT_TRUE(container.name.is_absent());
  EXPECT_TRUE(container.task.is_absent());
  EXPECT_TRUE(container.daemon_service.is_absent());
}

TEST_F(ContainerSourceTest, SeesNoneOnAHostWithout) {
  const ContainerScan scan = Scan();
  EXPECT_TRUE(scan.sight.ok());
  EXPECT_THAT(scan.containers, IsEmpty());
  EXPECT_EQ(scan.taken_at, kStart);
}

TEST_F(ContainerSourceTest, DoesNotKnowANewOneBeforeItsProcessRuns) {
  host_.AddCgroup(kPath);
  const Container before = Only();
  EXPECT_EQ(before.pid, 0);
  EXPECT_TRUE(before.mapped.is_absent());
  Run(kPid);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
}

TEST_F(ContainerSourceTest, DoesNotTakeTheEnginesProcessForTheContainers) {
  Run(kPid);
  host_.tree().Write(ContainerHost::Of(kPid, "comm"), "runc:[2:INIT]\n");
  const Container before = Only();
  EXPECT_EQ(before.pid, 0);
  EXPECT_TRUE(before.mapped.is_absent());
  EXPECT_TRUE(before.privileged.is_unknown());
  host_.tree().Write(ContainerHost::Of(kPid, "comm"), "train\n");
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1}));
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

TEST_F(ContainerSourceTest, LooksAgainWhenTheClockWasSetBack) {
  Run(kPid);
  Scan();
  now_ = kStart + absl::Seconds(5);
  Scan();
  host_.AddNode(kPid, 3, "neuron2");
  now_ = kStart - absl::Hours(1);
  EXPECT_EQ(Only().mapped, Reading<ChipSet>(ChipSet{1, 3}));
}

TEST_F(ContainerSourceTest, LooksAgainWhenTheChipsHaveChanged) {
  Run(kPid);
  EXPECT_EQ(source_->Scan({}, now_).containers.at(0).mapped, Reading<ChipSet>(ChipSet{}));
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
  EXPECT_EQ(container.seen_at, kStart);
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
  EXPECT_EQ(scan.gone[0].gone_at, now_);
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
  EXPECT_EQ(Only().seen_at, now_);
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
