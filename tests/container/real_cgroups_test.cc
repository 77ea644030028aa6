// The kernel's own cgroups of both versions, with real processes in them. Each test needs root.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/container/cgroup_load.h"
#include "agent/container/cgroup_mounts.h"
#include "agent/container/container_source.h"
#include "agent/container/container_watch.h"
#include "tests/container/real_cgroup.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/probes/load_failure.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::HasSubstr;

// Numbers of virtual terminals, in place of chips. None is ever opened.
const ChipIdentities kChips = {{DeviceIdentity::CharacterDevice(4, 43), 3},
                               {DeviceIdentity::CharacterDevice(4, 44), 5}};

LookTime Now() {
  return {absl::Now(), absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch())};
}

// Gives this process a root of its own, as a container's, with the nodes of both chips in its /dev.
void EnterOwnRoot() {
  const bool done =
      unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
      mount("none", "/mnt", "tmpfs", 0, nullptr) == 0 && chroot("/mnt") == 0 && chdir("/") == 0 &&
      mkdir("/dev", 0755) == 0 && mkdir("/dev/neuron", 0755) == 0 &&
      mknod("/dev/neuron0", S_IFCHR | 0600, makedev(4, 43)) == 0 &&
      mknod("/dev/neuron/1", S_IFCHR | 0600, makedev(4, 44)) == 0;
  if (!done) {
    _exit(1);
  }
}

class RealCgroupsTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (hierarchy_.empty()) {
      GTEST_SKIP() << "needs root and the cgroup hierarchy " << GetParam();
    }
  }

  std::string Name() const { return absl::StrCat("docker-", id_, ".scope"); }

  // As a source sees it; a container without an id if it does not.
  Container Find(ContainerSource* source) const {
    const ContainerScan scan = source->Scan(kChips, Now());
    EXPECT_TRUE(scan.sight.ok()) << scan.sight;
    for (const Container& container : scan.containers) {
      if (container.id == id_) {
        return container;
      }
    }
    return {};
  }
  std::unique_ptr<ContainerSource> MakeSource() const {
    return MakeContainerSource("/proc", hierarchy_);
  }

  const std::string hierarchy_ = RealHierarchy(GetParam());
  const std::string id_ = RealContainerId('d');
};

INSTANTIATE_TEST_SUITE_P(Versions, RealCgroupsTest, testing::Values("devices", "unified"));

TEST_P(RealCgroupsTest, ShowWhichChipsAContainerWasGiven) {
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child(EnterOwnRoot);
  cgroup.Add(child.pid());
  const Container container = Find(MakeSource().get());
  EXPECT_EQ(container.pid, child.pid());
  EXPECT_GT(container.start_ticks, 0u);
  EXPECT_EQ(container.mapped, Reading<ChipSet>(ChipSet{3, 5}));
  EXPECT_TRUE(container.privileged.has_value());
}

TEST_P(RealCgroupsTest, AreFollowedFromTheFirstProcessToTheLast) {
  const std::unique_ptr<ContainerSource> source = MakeSource();
  EXPECT_EQ(Find(source.get()).id, "");
  RealCgroup cgroup(hierarchy_, Name());
  EXPECT_TRUE(Find(source.get()).mapped.is_absent());
  Child first(EnterOwnRoot);
  Child second(EnterOwnRoot);
  cgroup.Add(first.pid());
  EXPECT_EQ(Find(source.get()).pid, first.pid());
  cgroup.Add(second.pid());
  first.End();
  EXPECT_EQ(Find(source.get()).pid, second.pid());
  second.End();
  EXPECT_EQ(Find(source.get()).id, "");
  cgroup.Remove();
  EXPECT_EQ(source->Scan(kChips, Now()).gone.at(0).id, id_);
}

TEST_P(RealCgroupsTest, HoldNoContainerBehindAProcessThatIsNotReaped) {
  const std::unique_ptr<ContainerSource> source = MakeSource();
  const RealCgroup cgroup(hierarchy_, Name());
  Child child(EnterOwnRoot);
  cgroup.Add(child.pid());
  EXPECT_EQ(Find(source.get()).pid, child.pid());
  kill(child.pid(), SIGKILL);
  siginfo_t info;
  waitid(P_PID, static_cast<id_t>(child.pid()), &info, WEXITED | WNOWAIT);
  EXPECT_NE(Find(source.get()).pid, child.pid());
  child.End();
}

// Forks children that end at once, in the same cgroup, from now on.
void StartChurn() {
  EnterOwnRoot();
  signal(SIGCHLD, SIG_IGN);
  std::thread([] {
    while (true) {
      if (fork() == 0) {
        _exit(0);
      }
    }
  }).detach();
}

TEST_P(RealCgroupsTest, MayLoseProcessesAndContainersInTheMiddleOfAScan) {
  const std::unique_ptr<ContainerSource> source = MakeSource();
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child(StartChurn);
  cgroup.Add(child.pid());
  const std::string other = absl::StrCat("docker-", RealContainerId('e'), ".scope");
  for (int i = 0; i < 200; ++i) {
    RealCgroup passing(hierarchy_, other);
    EXPECT_EQ(Find(source.get()).pid, child.pid());
    passing.Remove();
    EXPECT_EQ(Find(source.get()).pid, child.pid());
  }
}

TEST_P(RealCgroupsTest, DoNotShowTheHostsNodesOfAProcessOnItsWayIn) {
  const std::unique_ptr<ContainerSource> source = MakeSource();
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child([] {});
  cgroup.Add(child.pid());
  const Container container = Find(source.get());
  EXPECT_EQ(container.pid, 0);
  EXPECT_TRUE(container.mapped.is_absent());
  EXPECT_TRUE(container.privileged.is_unknown());
}

// As somebody's `nsenter` in a container's cgroup.
TEST_P(RealCgroupsTest, HoldNothingForAProcessThatStaysOnTheHost) {
  if (ReadLink("/proc/1/ns/mnt").value_or("") != ReadLink("/proc/self/ns/mnt").value_or("-")) {
    GTEST_SKIP() << "SKIPPED: this is not the mount namespace of process 1";
  }
  const std::unique_ptr<ContainerSource> source = MakeSource();
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child([] {});
  cgroup.Add(child.pid());
  Find(source.get());
  LookTime later = Now();
  later.monotonic += absl::Hours(1);
  const ContainerScan scan = source->Scan(kChips, later);
  ASSERT_EQ(scan.containers.size(), 1u);
  EXPECT_TRUE(scan.containers[0].mapped.is_absent());
}

TEST_P(RealCgroupsTest, HideWhatAPlainUserMayNotSee) {
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child(EnterOwnRoot);
  cgroup.Add(child.pid());
  EXPECT_EQ(ExitStatusOf([&] {
              if (setuid(65534) != 0) {
                return 2;
              }
              const Container container = Find(MakeSource().get());
              const std::string why(container.mapped.why().message());
              return container.pid == child.pid() &&
                             absl::IsPermissionDenied(container.mapped.why()) &&
                             why.find("CAP_SYS_PTRACE") != std::string::npos
                         ? 0
                         : 1;
            }),
            0);
}

TEST_P(RealCgroupsTest, SayThatTheyAreSeenFromAPidNamespace) {
  const RealCgroup cgroup(hierarchy_, Name());
  const Child child(EnterOwnRoot);
  cgroup.Add(child.pid());
  EXPECT_EQ(ExitStatusOf([&] {
              if (unshare(CLONE_NEWPID) != 0) {
                return 2;
              }
              return ExitStatusOf([&] {
                const ContainerScan scan = MakeSource()->Scan(kChips, Now());
                return absl::IsFailedPrecondition(scan.sight) &&
                               scan.containers.at(0).mapped.is_unknown()
                           ? 0
                           : 1;
              });
            }),
            0);
}

// Shows this process a cgroup namespace and file system of its own, at `mount_point`.
bool MakeOwnCgroups(absl::string_view version, const std::string& mount_point) {
  const bool is_version1 = version == "devices";
  return unshare(CLONE_NEWNS | CLONE_NEWCGROUP) == 0 &&
         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount("none", mount_point.c_str(), is_version1 ? "cgroup" : "cgroup2", 0,
               is_version1 ? "devices" : nullptr) == 0;
}

TEST_P(RealCgroupsTest, AreFoundByTheirProcessesFromAPrivateNamespace) {
  const RealCgroup cgroup(hierarchy_, Name());
  const RealCgroup own(hierarchy_, absl::StrCat("docker-", RealContainerId('e'), ".scope"));
  const Child child(EnterOwnRoot);
  cgroup.Add(child.pid());
  const TemporaryDirectory mount_point;
  EXPECT_EQ(ExitStatusOf([&] {
              own.Add(getpid());
              if (!MakeOwnCgroups(GetParam(), mount_point.path())) {
                return 2;
              }
              if (!absl::IsFailedPrecondition(FindHierarchies(mount_point.path()).status())) {
                return 3;
              }
              const auto source = MakeContainerSource("/proc", mount_point.path());
              return Find(source.get()).mapped == Reading<ChipSet>(ChipSet{3, 5}) ? 0 : 1;
            }),
            0);
}

class RealWatchTest : public RealCgroupsTest {
 protected:
  // Whether a new cgroup is heard of.
  bool Hears(absl::StatusOr<std::unique_ptr<CgroupEvents>> events) {
    Loop loop;
    bool heard = false;
    const auto watch = MakeContainerWatch(&loop, hierarchy_, std::move(events));
    watch->Start([&] {
      heard = true;
      loop.Stop();
    });
    EXPECT_TRUE(watch->status().ok()) << watch->status();
    const RealCgroup cgroup(hierarchy_, Name());
    const auto deadline = loop.CallAfter(absl::Seconds(20), [&] { loop.Stop(); });
    loop.Run();
    return heard;
  }
};

INSTANTIATE_TEST_SUITE_P(Versions, RealWatchTest, testing::Values("devices", "unified"));

TEST_P(RealWatchTest, HearsOfThemByInotify) { EXPECT_TRUE(Hears(absl::NotFoundError("none"))); }

TEST_P(RealWatchTest, HearsOfThemByTheProbe) {
  absl::StatusOr<std::unique_ptr<CgroupEvents>> events = CgroupEvents::Load({});
  if (IsMachinesLack(events.status())) {
    GTEST_SKIP() << events.status();
  }
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_TRUE(Hears(std::move(events)));
}

// In each of these cgroups uses 20 ms of a processor and 8 MiB.
void Work(const std::vector<const RealCgroup*>& cgroups) {
  for (const RealCgroup* cgroup : cgroups) {
    cgroup->Add(getpid());
  }
  static std::vector<char> memory;
  memory.assign(8 << 20, 'x');
  for (const clock_t end = clock() + CLOCKS_PER_SEC / 50; clock() < end;) {
  }
}

TEST(RealCgroupLoad, IsThatOfVersion1) {
  const std::string cpuacct = RealHierarchy("cpuacct");
  const std::string memory = RealHierarchy("memory");
  if (cpuacct.empty() || memory.empty()) {
    GTEST_SKIP() << "needs root and cgroups of version 1";
  }
  const std::string name = RealContainerId('e');
  const RealCgroup cpu(cpuacct, name);
  const RealCgroup ram(memory, name);
  const Child child([&] { Work({&cpu, &ram}); });
  const CgroupLoad load = ReadCgroupLoad("/sys/fs/cgroup", "/" + name);
  EXPECT_GT(load.cpu_time.value(), absl::Milliseconds(15));
  EXPECT_GT(load.memory_bytes.value(), 8u << 20);
}

TEST(RealCgroupLoad, IsThatOfVersion2) {
  const std::string unified = RealHierarchy("unified");
  if (unified.empty()) {
    GTEST_SKIP() << "needs root and cgroups of version 2";
  }
  const RealCgroup cgroup(unified, RealContainerId('e'));
  const Child child([&] { Work({&cgroup}); });
  const CgroupLoad load = ReadCgroupLoad(unified, "/" + RealContainerId('e'));
  EXPECT_GT(load.cpu_time.value(), absl::Milliseconds(15));
  EXPECT_FALSE(load.memory_bytes.is_unknown());
}

}  // namespace
}  // namespace neuron
