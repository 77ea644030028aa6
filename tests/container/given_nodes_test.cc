#include "agent/container/given_nodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/container/container_host.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr int kPid = ContainerHost::kPid;
constexpr char kPrivileged[] = "Name:\tx\nCapBnd:\t000001ffffffffff\nSeccomp:\t0\n";

class GivenNodesTest : public testing::Test {
 protected:
  GivenNodesTest() { host_.AddProcess(kPid, "/"); }

  absl::StatusOr<GivenNodes> Look() {
    return LookAtNodes(host_.proc(), PinnedProcess::Open(host_.proc(), kPid).value(),
                       host_.chips());
  }
  Reading<ChipSet> Mapped() { return Look().value().mapped; }
  Reading<bool> Privileged() { return Look().value().privileged; }
  void MakeDirectory(const std::string& path) {
    host_.tree().Make(ContainerHost::Of(kPid, "root/dev/" + path), Dir("x", {}));
  }
  void AddEveryNode() {
    for (int chip = 0; chip < 4; ++chip) {
      host_.AddNode(kPid, chip, absl::StrCat("neuron", chip));
    }
  }

  ContainerHost host_;
};

TEST_F(GivenNodesTest, AreNoneInAnEmptyDev) { EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{})); }

TEST_F(GivenNodesTest, AreKnownByIdentityWhateverTheirNames) {
  host_.AddNode(kPid, 2, "neuron0");
  host_.AddNode(kPid, 3, "accelerator");
  host_.tree().Write(ContainerHost::Of(kPid, "root/dev/neuron1"), "another file");
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{2, 3}));
}

constexpr int kMayNotMount = 2;

TEST_F(GivenNodesTest, AreSeenWhereOneIsMountedOverAFile) {
  host_.tree().Write(ContainerHost::Of(kPid, "root/dev/neuron0"), "");
  const std::string file = host_.tree().Path(ContainerHost::Of(kPid, "root/dev/neuron0"));
  const pid_t child = fork();
  if (child == 0) {
    if (unshare(CLONE_NEWNS) != 0 ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        mount("/dev/null", file.c_str(), nullptr, MS_BIND, nullptr) != 0) {
      _exit(kMayNotMount);
    }
    const auto given = LookAtNodes(host_.proc(), PinnedProcess::Open(host_.proc(), kPid).value(),
                                   {{DeviceIdentity::CharacterDevice(1, 3), 5}});
    _exit(given.ok() && given->mapped == Reading<ChipSet>(ChipSet{5}) ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kMayNotMount) {
    GTEST_SKIP() << "SKIPPED: needs root, to mount";
  }
  EXPECT_EQ(status, 0);
}

TEST_F(GivenNodesTest, AreNeverOpened) {
  host_.AddNode(kPid, 2, "neuron0");
  const UniqueFd opened(inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ASSERT_GE(inotify_add_watch(opened.get(), host_.tree().Path("dev/neuron2").c_str(), IN_OPEN), 0);
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{2}));
  char event[1024];
  EXPECT_LT(read(opened.get(), event, sizeof event), 0);
}

TEST_F(GivenNodesTest, AreSeenOneDirectoryDeep) {
  MakeDirectory("neuron");
  MakeDirectory("neuron/deep");
  host_.AddNode(kPid, 1, "neuron/0");
  host_.AddNode(kPid, 2, "neuron/deep/0");
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{1}));
}

TEST_F(GivenNodesTest, AreNotLookedForWhereNobodyMayEverAnswer) {
  const std::string mounts = ContainerHost::Of(kPid, "mountinfo");
  host_.tree().Write(mounts, "31 30 0:40 / /dev/data rw - fuse.sshfs host: rw\n");
  MakeDirectory("data");
  host_.AddNode(kPid, 1, "data/0");
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{}));
  host_.tree().Write(mounts, "31 30 0:40 / /dev rw - fuse.sshfs host: rw\n");
  EXPECT_TRUE(absl::IsFailedPrecondition(Mapped().why()));
}

TEST_F(GivenNodesTest, AreNoLinks) {
  host_.tree().Make(ContainerHost::Of(kPid, "root/dev"),
                    Link("neuron0", host_.tree().Path("dev/neuron0")));
  host_.tree().Make(ContainerHost::Of(kPid, "root/dev"), Link("all", host_.tree().Path("dev")));
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{}));
}

TEST_F(GivenNodesTest, AreUnknownBehindALink) {
  host_.tree().Remove(ContainerHost::Of(kPid, "root/dev"));
  host_.tree().Make(ContainerHost::Of(kPid, "root"), Link("dev", "/"));
  EXPECT_TRUE(Mapped().is_unknown());
}

TEST_F(GivenNodesTest, AreNoneWhereThereIsNoDev) {
  host_.tree().Remove(ContainerHost::Of(kPid, "root/dev"));
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{}));
}

TEST_F(GivenNodesTest, AreUnknownAmongTooManyFiles) {
  for (int i = 0; i <= kMostNodes; ++i) {
    host_.tree().Write(ContainerHost::Of(kPid, absl::StrCat("root/dev/", i)), "");
  }
  EXPECT_TRUE(absl::IsResourceExhausted(Mapped().why()));
}

TEST_F(GivenNodesTest, AreUnknownAmongTooManyDirectories) {
  for (int i = 0; i <= kMostNodes; ++i) {
    mkdir(host_.tree().Path(ContainerHost::Of(kPid, absl::StrCat("root/dev/", i))).c_str(), 0700);
  }
  EXPECT_TRUE(absl::IsResourceExhausted(Mapped().why()));
}

TEST_F(GivenNodesTest, AreNotKnownOfAProcessThatHasEnded) {
  const PinnedProcess process = PinnedProcess::Open(host_.proc(), kPid).value();
  host_.EndProcess(kPid);
  EXPECT_TRUE(absl::IsNotFound(LookAtNodes(host_.proc(), process, host_.chips()).status()));
}

TEST_F(GivenNodesTest, AreNotThoseOfTheNextProcessWithTheNumber) {
  const PinnedProcess process = PinnedProcess::Open(host_.proc(), kPid).value();
  host_.EndProcess(kPid);
  host_.AddProcess(kPid, "/", 2);
  EXPECT_TRUE(absl::IsNotFound(LookAtNodes(host_.proc(), process, host_.chips()).status()));
}

TEST_F(GivenNodesTest, AreOfUnknownPrivilegeUntilItRunsTheContainersProgram) {
  AddEveryNode();
  host_.tree().Write(ContainerHost::Of(kPid, "status"), kPrivileged);
  host_.NameAsRunc(kPid, /*has_executed=*/false);
  EXPECT_EQ(Mapped(), Reading<ChipSet>(ChipSet{0, 1, 2, 3}));
  EXPECT_TRUE(absl::IsUnavailable(Privileged().why()));
  host_.NameAsRunc(kPid, /*has_executed=*/true);
  EXPECT_EQ(Privileged(), Reading<bool>(true));
}

TEST_F(GivenNodesTest, AreNotLookedForInTheHostsMounts) {
  host_.PutInHostsRoot(kPid);
  host_.SetMounts(1, "mnt:[1]");
  host_.SetMounts(kPid, "mnt:[1]");
  EXPECT_EQ(Look()->whose, ProcessOwner::kHosts);
  EXPECT_TRUE(Mapped().is_absent());
  EXPECT_TRUE(Privileged().is_absent());
}

TEST_F(GivenNodesTest, ArePrivilegedIfItMayDoAllAndHasAll) {
  AddEveryNode();
  EXPECT_EQ(Privileged(), Reading<bool>(false));
  host_.tree().Write(ContainerHost::Of(kPid, "status"), kPrivileged);
  EXPECT_EQ(Privileged(), Reading<bool>(true));
}

TEST_F(GivenNodesTest, AreNotPrivilegedWithSomeOfTheChips) {
  host_.tree().Write(ContainerHost::Of(kPid, "status"), kPrivileged);
  host_.AddNode(kPid, 2, "neuron2");
  EXPECT_EQ(Privileged(), Reading<bool>(false));
}

TEST_F(GivenNodesTest, AreOfUnknownPrivilegeIfTheyAreUnknown) {
  host_.tree().Remove(ContainerHost::Of(kPid, "root/dev"));
  host_.tree().Make(ContainerHost::Of(kPid, "root"), Link("dev", "/"));
  EXPECT_EQ(Privileged(), Reading<bool>(false));
  host_.tree().Write(ContainerHost::Of(kPid, "status"), kPrivileged);
  EXPECT_TRUE(Privileged().is_unknown());
}

TEST_F(GivenNodesTest, AreOfUnknownPrivilegeIfNothingSaysSo) {
  host_.tree().Write("proc/sys/kernel/cap_last_cap", "-1\n");
  EXPECT_THAT(std::string(Privileged().why().message()), HasSubstr("cap_last_cap"));
  host_.tree().Remove("proc/sys/kernel/cap_last_cap");
  EXPECT_TRUE(absl::IsNotFound(Privileged().why()));
  host_.tree().Remove(ContainerHost::Of(kPid, "status"));
  EXPECT_TRUE(absl::IsNotFound(Privileged().why()));
}

TEST(MayDoEverything, WantsEachCapabilityOfThisKernel) {
  EXPECT_EQ(MayDoEverything(kPrivileged, 40), Reading<bool>(true));
  EXPECT_EQ(MayDoEverything(kPrivileged, 41), Reading<bool>(false));
  EXPECT_EQ(MayDoEverything("CapBnd:\t000001fffeffffff\nSeccomp:\t0\n", 40), Reading<bool>(false));
  EXPECT_EQ(MayDoEverything("CapBnd:\tffffffffffffffff\nSeccomp:\t0\n", 63), Reading<bool>(true));
  EXPECT_EQ(MayDoEverything("CapBnd:\t0000000000000001\nSeccomp:\t0\n", 0), Reading<bool>(true));
}

TEST(MayDoEverything, WantsNoSeccomp) {
  EXPECT_EQ(MayDoEverything("CapBnd:\t000001ffffffffff\nSeccomp:\t2\n", 40), Reading<bool>(false));
}

TEST(MayDoEverything, IsUnknownWithoutAWord) {
  for (const char* text : {"", "CapBnd:\t000001ffffffffff\n", "Seccomp:\t0\n",
                           "CapBnd:\tmany\nSeccomp:\t0\n", "Seccomp_filters:\t0\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(MayDoEverything(text, 40).why())) << text;
  }
}

}  // namespace
}  // namespace neuron
