#include "agent/container/proc_cgroups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/container/container_host.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr int kPid = ContainerHost::kPid;
const std::string kA = ContainerId('a');
const std::string kB = ContainerId('b');

class ProcCgroupsTest : public testing::Test {
 protected:
  ContainerHost host_;
  ProcCgroups cgroups_{host_.proc()};
};

TEST_F(ProcCgroupsTest, FindContainersByTheirProcesses) {
  host_.AddProcess(kPid, "/../../../ecs/t1/" + kA);
  host_.AddProcess(kPid + 1, "/../../../ecs/t1/" + kA);
  host_.AddProcess(kPid + 2, absl::StrCat("/../docker-", kB, ".scope"));
  host_.AddProcess(kPid + 3, "/../../system.slice/docker.service");
  ASSERT_TRUE(cgroups_.Look(false).ok());
  EXPECT_THAT(cgroups_.containers(), ElementsAre(Pair(kA, "t1"), Pair(kB, "")));
  EXPECT_THAT(cgroups_.Processes(kA).value(), ElementsAre(kPid, kPid + 1));
  EXPECT_THAT(cgroups_.Processes(ContainerId('c')).value(), IsEmpty());
  EXPECT_EQ(cgroups_.Cgroup(kA), "");
}

TEST_F(ProcCgroupsTest, LookEachTime) {
  host_.AddProcess(kPid, "/docker/" + kA);
  ASSERT_TRUE(cgroups_.Look(false).ok());
  host_.EndProcess(kPid);
  ASSERT_TRUE(cgroups_.Look(false).ok());
  EXPECT_THAT(cgroups_.containers(), IsEmpty());
  EXPECT_THAT(cgroups_.Processes(kA).value(), IsEmpty());
}

TEST_F(ProcCgroupsTest, NameNoMoreThanAFewProcesses) {
  for (int i = 0; i < 20; ++i) {
    host_.AddProcess(kPid + i, "/docker/" + kA);
  }
  ASSERT_TRUE(cgroups_.Look(false).ok());
  EXPECT_EQ(cgroups_.Processes(kA).value().size(), ContainerFinder::kMostProcesses);
}

TEST_F(ProcCgroupsTest, LeaveOutAProcessThatEndsMeanwhile) {
  host_.tree().Make("proc", Dir(absl::StrCat(kPid), {}));
  EXPECT_TRUE(cgroups_.Look(false).ok());
}

TEST_F(ProcCgroupsTest, AreBlindWhereProcessesOfOthersAreHidden) {
  host_.EndProcess(1);
  const absl::Status sight = cgroups_.Look(false);
  EXPECT_TRUE(absl::IsPermissionDenied(sight));
  EXPECT_THAT(std::string(sight.message()), HasSubstr("hidepid"));
}

TEST_F(ProcCgroupsTest, SayWhichProcessCouldNotBeRead) {
  host_.AddProcess(kPid, "/docker/" + kA);
  host_.AddProcess(kPid + 1, std::string(100'000, '/'));
  const absl::Status sight = cgroups_.Look(false);
  EXPECT_TRUE(absl::IsResourceExhausted(sight));
  EXPECT_THAT(std::string(sight.message()), HasSubstr(absl::StrCat(kPid + 1)));
  EXPECT_THAT(cgroups_.containers(), ElementsAre(Pair(kA, "")));
}

TEST_F(ProcCgroupsTest, AreBlindWithoutProc) {
  EXPECT_TRUE(absl::IsNotFound(ProcCgroups("/nowhere").Look(false)));
}

}  // namespace
}  // namespace neuron
