#include "agent/container/process_owner.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/container/container_host.h"

namespace neuron {
namespace {

constexpr int kPid = ContainerHost::kPid;

class ProcessOwnerTest : public testing::Test {
 protected:
  ProcessOwnerTest() { host_.AddProcess(kPid, "/"); }

  ProcessOwner Owner() {
    return OwnerOf(host_.proc(), PinnedProcess::Open(host_.proc(), kPid).value());
  }

  ContainerHost host_;
};

TEST_F(ProcessOwnerTest, IsTheContainerWithARootOfItsOwn) {
  EXPECT_EQ(Owner(), ProcessOwner::kContainers);
  host_.SetMounts(1, "mnt:[1]");
  host_.SetMounts(kPid, "mnt:[1]");
  EXPECT_EQ(Owner(), ProcessOwner::kContainers) << "chroot";
}

TEST_F(ProcessOwnerTest, IsTheEngineUntilItHasLeftTheHostsRoot) {
  host_.PutInHostsRoot(kPid);
  EXPECT_EQ(Owner(), ProcessOwner::kEntering);
  host_.tree().Move("proc/1/root", "proc/self/root");
  host_.tree().Remove(ContainerHost::Of(kPid, "root"));
  host_.tree().Make(absl::StrCat("proc/", kPid), Link("root", host_.tree().Path("proc/self/root")));
  EXPECT_EQ(Owner(), ProcessOwner::kEntering);
}

TEST_F(ProcessOwnerTest, IsTheHostInItsMounts) {
  host_.PutInHostsRoot(kPid);
  host_.SetMounts(1, "mnt:[1]");
  host_.SetMounts(kPid, "mnt:[2]");
  EXPECT_EQ(Owner(), ProcessOwner::kEntering);
  host_.tree().Remove(ContainerHost::Of(kPid, "ns"));
  host_.SetMounts(kPid, "mnt:[1]");
  EXPECT_EQ(Owner(), ProcessOwner::kHosts);
}

TEST_F(ProcessOwnerTest, IsTheEngineThatHasMadeRoomAndNotRunTheProgram) {
  host_.NameAsRunc(kPid, /*has_executed=*/false);
  EXPECT_EQ(Owner(), ProcessOwner::kEntering);
}

TEST_F(ProcessOwnerTest, IsTheContainerWhateverItNamesItself) {
  host_.NameAsRunc(kPid, /*has_executed=*/true);
  EXPECT_EQ(Owner(), ProcessOwner::kContainers);
}

TEST(HasNeverExecuted, IsWhatTheKernelSaysOfAFork) {
  EXPECT_FALSE(HasNeverExecuted(ReadFile("/proc/self/stat").value()));
  int told[2];
  ASSERT_EQ(pipe(told), 0);
  const pid_t child = fork();
  if (child == 0) {
    const bool never = HasNeverExecuted(ReadFile("/proc/self/stat").value());
    _exit(write(told[1], never ? "y" : "n", 1) == 1 ? 0 : 1);
  }
  char answer = 0;
  EXPECT_EQ(read(told[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
}

TEST(HasNeverExecuted, IsFalseForWhatIsNoStat) {
  for (const char* text :
       {"", "7", "7 (x) S 1 1", "7 (x) S 1 1 1 0 -1 many 0", "64 64 64 64 64 64 64"}) {
    EXPECT_FALSE(HasNeverExecuted(text)) << text;
  }
  EXPECT_TRUE(HasNeverExecuted("7 (a) b) S 1 1 1 0 -1 64 0"));
  EXPECT_FALSE(HasNeverExecuted("7 (a) b) S 1 1 1 0 -1 128 64"));
}

}  // namespace
}  // namespace neuron
