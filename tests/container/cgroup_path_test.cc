#include "agent/container/cgroup_path.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

const char kId[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const char kOther[] = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
const char kTask[] = "93d2b3d1a1f04d3a9a1f6a2a0c8b7e55";
const char kOldTask[] = "2b88376d-aba3-4950-9ddf-bcb0f388a40c";
constexpr int kPid = FakeProc::kFirstPid;

CgroupOwner Owner(const std::string& task) { return {kId, task}; }

absl::optional<CgroupOwner> Parse(const std::string& path) { return ParseCgroupPath(path); }

TEST(NamesContainer, KnowsTheBareId) { EXPECT_TRUE(NamesContainer(kId)); }

TEST(NamesContainer, KnowsTheScopesOfEngines) {
  for (const char* engine :
       {"docker-", "cri-containerd-", "crio-", "libpod-", "libpod-payload-", "nerdctl-"}) {
    EXPECT_TRUE(NamesContainer(absl::StrCat(engine, kId, ".scope"))) << engine;
  }
}

TEST(NamesContainer, IsNotTakenInByAMonitor) {
  EXPECT_FALSE(NamesContainer(absl::StrCat("libpod-conmon-", kId, ".scope")));
  EXPECT_FALSE(NamesContainer(absl::StrCat("crio-conmon-", kId, ".scope")));
}

TEST(NamesContainer, WantsJust64LowerCaseHexDigits) {
  const std::string id = kId;
  EXPECT_FALSE(NamesContainer(id.substr(1)));
  EXPECT_FALSE(NamesContainer(id + "0"));
  EXPECT_FALSE(NamesContainer("g" + id.substr(1)));
  EXPECT_FALSE(NamesContainer("A" + id.substr(1)));
  EXPECT_FALSE(NamesContainer(""));
  EXPECT_FALSE(NamesContainer("docker-.scope"));
}

TEST(ParseCgroupPath, KnowsEcsOnVersion1) {
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kTask, "/", kId)), Owner(kTask));
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kOldTask, "/", kId)), Owner(kOldTask));
}

TEST(ParseCgroupPath, KnowsEcsOnVersion2) {
  EXPECT_EQ(
      Parse(absl::StrCat("/ecstasks.slice/ecstasks-", kTask, ".slice/docker-", kId, ".scope")),
      Owner(kTask));
}

TEST(ParseCgroupPath, TakesTheInnermostOfNestedSlices) {
  EXPECT_EQ(Parse(absl::StrCat("/ecstasks.slice/ecstasks-2b88376d.slice/"
                               "ecstasks-2b88376d-aba3.slice/ecstasks-2b88376d-aba3-4950.slice/"
                               "ecstasks-2b88376d-aba3-4950-9ddf.slice/ecstasks-",
                               kOldTask, ".slice/docker-", kId, ".scope")),
            Owner(kOldTask));
}

TEST(ParseCgroupPath, KnowsContainersOfNoTask) {
  EXPECT_EQ(Parse(absl::StrCat("/docker/", kId)), Owner(""));
  EXPECT_EQ(Parse(absl::StrCat("/system.slice/docker-", kId, ".scope")), Owner(""));
  EXPECT_EQ(Parse(absl::StrCat("/kubepods/burstable/pod", kOldTask, "/", kId)), Owner(""));
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kId)), Owner(""));
}

TEST(ParseCgroupPath, AcceptsEveryPrefix) {
  EXPECT_EQ(Parse(absl::StrCat("/../../../ecs/", kTask, "/", kId)), Owner(kTask));
  EXPECT_EQ(Parse(absl::StrCat("/../../ecstasks-", kTask, ".slice/docker-", kId, ".scope")),
            Owner(kTask));
  EXPECT_EQ(Parse(absl::StrCat("/../", kId)), Owner(""));
}

TEST(ParseCgroupPath, KnowsATaskByItsShapeBesideOneself) {
  EXPECT_EQ(Parse(absl::StrCat("/../../", kTask, "/", kId)), Owner(kTask));
  EXPECT_EQ(Parse(absl::StrCat("/../../", kOldTask, "/", kId)), Owner(kOldTask));
  EXPECT_EQ(Parse(absl::StrCat("/../../docker/", kId)), Owner(""));
  EXPECT_EQ(Parse(absl::StrCat("/", kTask, "/", kId)), Owner(""));
}

TEST(ParseCgroupPath, FindsWhatIsInsideTheContainer) {
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kTask, "/", kId, "/init.scope/worker")), Owner(kTask));
}

TEST(ParseCgroupPath, TakesTheInnermostContainerAndTheTaskAroundIt) {
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kTask, "/", kOther, "/docker/", kId)), Owner(kTask));
  EXPECT_EQ(Parse(absl::StrCat("/ecs/", kOther, "/docker/", kId)), Owner(""));
}

TEST(ParseCgroupPath, KnowsTheRemovedCgroupOfADeadProcess) {
  EXPECT_EQ(Parse(absl::StrCat("/docker/", kId, " (deleted)")), Owner(""));
}

TEST(ParseCgroupPath, FindsNoneOnTheHost) {
  for (const char* path :
       {"", "/", "/init.scope", "/system.slice/docker.service", "/user.slice/user-0.slice",
        "/../..", "/ecs", "/ecs/93d2b3d1a1f04d3a9a1f6a2a0c8b7e55"}) {
    EXPECT_EQ(Parse(path), absl::nullopt) << path;
  }
}

TEST(ParseCgroupPath, TakesNothingForATaskThatCannotBeOne) {
  EXPECT_EQ(Parse(absl::StrCat("/ecs/a\"b/", kId)), Owner(""));
  EXPECT_EQ(Parse(absl::StrCat("/ecstasks-.slice/docker-", kId, ".scope")), Owner(""));
}

// Amazon Linux 2: each controller has a line.
TEST(ParseCgroups, ReadsVersion1) {
  const std::string path = absl::StrCat("/ecs/", kTask, "/", kId, "\n");
  EXPECT_EQ(ParseCgroups(absl::StrCat("11:freezer:", path, "10:cpu,cpuacct:", path,
                                      "4:devices:", path, "1:name=systemd:", path)),
            Owner(kTask));
}

TEST(ParseCgroups, ReadsVersion2) {
  EXPECT_EQ(ParseCgroups(absl::StrCat("0::/system.slice/docker-", kId, ".scope\n")), Owner(""));
}

TEST(ParseCgroups, TakesTheFirstLineThatNamesAContainer) {
  EXPECT_EQ(ParseCgroups(absl::StrCat("9:name=systemd:/\n5:devices:/docker/", kId,
                                      "\n4:memory:/docker/", kOther, "\n0::/\n")),
            Owner(""));
}

TEST(ParseCgroups, KeepsColonsInAPath) {
  EXPECT_EQ(ParseCgroups(absl::StrCat("0::/a:b/docker/", kId)), Owner(""));
}

TEST(ParseCgroups, FindsNoneInOtherTexts) {
  EXPECT_EQ(ParseCgroups(""), absl::nullopt);
  EXPECT_EQ(ParseCgroups("0::/init.scope\n"), absl::nullopt);
  EXPECT_EQ(ParseCgroups(kId), absl::nullopt);
  EXPECT_EQ(ParseCgroups(absl::StrCat("0:/docker/", kId)), absl::nullopt);
}

TEST(ContainerOf, TellsContainerHostAndUnknownApart) {
  FakeProc proc;
  proc.tree().Write("proc/5000000/cgroup", absl::StrCat("0::/docker/", kId, "\n"));
  proc.tree().Write("proc/5000001/cgroup", "0::/init.scope\n");
  EXPECT_EQ(ContainerOf(proc.path(), kPid), Reading<std::string>(kId));
  EXPECT_TRUE(ContainerOf(proc.path(), kPid + 1).is_absent());
  EXPECT_TRUE(absl::IsNotFound(ContainerOf(proc.path(), kPid + 2).why()));
}

TEST(ContainerOf, IsUnknownWhereItCannotBeRead) {
  FakeProc proc;
  proc.tree().Write("proc/5000000/cgroup", std::string(100'000, '/'));
  EXPECT_TRUE(absl::IsResourceExhausted(ContainerOf(proc.path(), kPid).why()));
}

}  // namespace
}  // namespace neuron
