#include "agent/container/cgroup_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/container/container_host.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const std::string kA = ContainerId('a');
const std::string kB = ContainerId('b');
const std::string kPathA = EcsCgroup("t1", kA);
const std::string kPathB = absl::StrCat("/system.slice/docker-", kB, ".scope");

class CgroupTreeTest : public testing::Test {
 protected:
  void Remove(const std::string& path) { host_.tree().Remove("cgroup" + path); }

  ContainerHost host_;
  CgroupTree tree_{host_.cgroups()};
};

TEST_F(CgroupTreeTest, FindsContainersAndTheirTasks) {
  host_.AddCgroup(kPathA);
  host_.AddCgroup(kPathB);
  host_.AddCgroup("/system.slice/docker.service");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "t1"), Pair(kB, "")));
}

TEST_F(CgroupTreeTest, KnowsWhereTheCgroupOfAContainerIs) {
  host_.AddCgroup(kPathA);
  host_.AddCgroup(kPathA + "/init.scope");
  EXPECT_EQ(tree_.Cgroup(kA), "");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_EQ(tree_.Cgroup(kA), kPathA);
  EXPECT_EQ(tree_.Cgroup(kB), "");
}

TEST_F(CgroupTreeTest, HearsWhatIsMadeAndRemoved) {
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), IsEmpty());
  host_.AddCgroup(kPathA);
  host_.AddCgroup(kPathB);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "t1"), Pair(kB, "")));
  Remove("/ecstasks.slice");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kB, "")));
}

TEST_F(CgroupTreeTest, HearsOfOneMadeAgainAtOnce) {
  host_.AddCgroup(kPathA, "5\n");
  ASSERT_TRUE(tree_.Look(false).ok());
  Remove(kPathA);
  host_.AddCgroup(kPathA, "6\n");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.Processes(kA).value(), ElementsAre(6));
  Remove(kPathA);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), IsEmpty());
}

TEST_F(CgroupTreeTest, ForgetsOneThatHasGoneBeforeItWasSeen) {
  ASSERT_TRUE(tree_.Look(false).ok());
  host_.AddCgroup(kPathA);
  Remove("/ecstasks.slice");
  EXPECT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), IsEmpty());
}

TEST_F(CgroupTreeTest, FollowsADirectoryThatIsRenamed) {
  host_.AddCgroup("/old/docker/" + kA);
  ASSERT_TRUE(tree_.Look(false).ok());
  host_.tree().Move("cgroup/old", "cgroup/new");
  ASSERT_TRUE(tree_.Look(false).ok());
  host_.AddCgroup("/new/docker/" + kB);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, ""), Pair(kB, "")));
}

TEST_F(CgroupTreeTest, WalksTheSameAfresh) {
  host_.AddCgroup(kPathA);
  ASSERT_TRUE(tree_.Look(false).ok());
  ASSERT_TRUE(tree_.Look(true).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "t1")));
  Remove("/ecstasks.slice");
  ASSERT_TRUE(tree_.Look(true).ok());
  EXPECT_THAT(tree_.containers(), IsEmpty());
}

TEST_F(CgroupTreeTest, CanBePolledAndCountsContainersOnly) {
  ASSERT_TRUE(tree_.Look(false).ok());
  ASSERT_TRUE(tree_.IsWatched());
  pollfd ready = {tree_.descriptor(), POLLIN, 0};
  EXPECT_EQ(poll(&ready, 1, 0), 0);
  host_.AddCgroup("/system.slice/cron.service");
  EXPECT_EQ(poll(&ready, 1, 0), 1);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_EQ(poll(&ready, 1, 0), 0);
  EXPECT_EQ(tree_.turnover(), 0u);
  host_.AddCgroup(kPathA);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_EQ(tree_.turnover(), 1u);
  Remove(kPathA);
  host_.AddCgroup(kPathA);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_EQ(tree_.turnover(), 3u);
}

// A tree that was made when no descriptor was left for it.
std::unique_ptr<CgroupTree> MakeBlindTree(const std::string& root) {
  rlimit before;
  getrlimit(RLIMIT_NOFILE, &before);
  const rlimit none = {0, before.rlim_max};
  setrlimit(RLIMIT_NOFILE, &none);
  auto tree = std::make_unique<CgroupTree>(root);
  setrlimit(RLIMIT_NOFILE, &before);
  return tree;
}

TEST_F(CgroupTreeTest, WalksEachTimeWhenNothingIsWatched) {
  const std::unique_ptr<CgroupTree> tree = MakeBlindTree(host_.cgroups());
  EXPECT_EQ(tree->descriptor(), -1);
  EXPECT_TRUE(tree->Look(false).ok());
  EXPECT_FALSE(tree->IsWatched());
  host_.AddCgroup(kPathA);
  EXPECT_TRUE(tree->Look(false).ok());
  EXPECT_THAT(tree->containers(), ElementsAre(Pair(kA, "t1")));
}

// A hierarchy in memory, where thousands of directories are made in no time.
class LargeTreeTest : public testing::Test {
 protected:
  LargeTreeTest() { directory_.Write("cgroup.procs", ""); }
  std::string Path(const std::string& name) const { return directory_.Path(name); }

  TemporaryDirectory directory_{"/dev/shm"};
  CgroupTree tree_{directory_.path()};
};

TEST_F(LargeTreeTest, IsBoundedAndSaysSo) {
  for (std::size_t i = 1; i < CgroupTree::kMostDirectories; ++i) {
    ASSERT_EQ(mkdir(Path(absl::StrCat(i)).c_str(), 0755), 0);
  }
  EXPECT_TRUE(tree_.Look(false).ok());
  ASSERT_EQ(mkdir(Path("one more").c_str(), 0755), 0);
  EXPECT_TRUE(absl::IsResourceExhausted(tree_.Look(false)));
  EXPECT_TRUE(absl::IsResourceExhausted(tree_.Look(false)));
  ASSERT_EQ(rmdir(Path("one more").c_str()), 0);
  EXPECT_TRUE(tree_.Look(false).ok());
}

TEST_F(LargeTreeTest, IsWalkedWhenChangesWereLost) {
  ASSERT_TRUE(tree_.Look(false).ok());
  const int limit = std::stoi(ReadFile("/proc/sys/fs/inotify/max_queued_events").value());
  for (int i = 0; i <= limit / 2; ++i) {
    mkdir(Path("x").c_str(), 0755);
    rmdir(Path("x").c_str());
  }
  ASSERT_EQ(mkdir(Path(kA).c_str(), 0755), 0);
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "")));
  EXPECT_TRUE(tree_.IsWatched());
}

TEST_F(CgroupTreeTest, SeesBothVersions) {
  FakeTree both;
  both.Write(absl::StrCat("devices/ecs/t2/", kA, "/cgroup.procs"), "7\n");
  both.Write("devices/cgroup.procs", "");
  both.Write("unified/cgroup.procs", "");
  both.Write(absl::StrCat("unified", kPathB, "/cgroup.procs"), "8\n");
  both.Write(absl::StrCat("unified/docker/", kA, "/cgroup.procs"), "");
  CgroupTree tree(both.Path(""));
  ASSERT_TRUE(tree.Look(false).ok());
  EXPECT_THAT(tree.containers(), ElementsAre(Pair(kA, "t2"), Pair(kB, "")));
  EXPECT_THAT(tree.Processes(kA).value(), ElementsAre(7));
  both.Remove("devices/ecs");
  ASSERT_TRUE(tree.Look(false).ok());
  EXPECT_EQ(tree.containers().count(kA), 1u);
}

TEST_F(CgroupTreeTest, NamesProcessesOfTheContainerAndThenOfTheCgroupsBelow) {
  host_.AddCgroup(kPathA, "30\n4\n");
  host_.AddCgroup(kPathA + "/init.scope", "17\n");
  host_.AddCgroup(kPathA + "-not", "99\n");
  host_.AddCgroup(kPathB, "");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.Processes(kA).value(), ElementsAre(30, 4, 17));
  EXPECT_THAT(tree_.Processes(kB).value(), IsEmpty());
  EXPECT_THAT(tree_.Processes(ContainerId('c')).value(), IsEmpty());
}

TEST_F(CgroupTreeTest, NamesNoMoreThanAFewProcesses) {
  std::string pids;
  for (int pid = 4'000'000; pid < 4'000'100; ++pid) {
    absl::StrAppend(&pids, pid, "\n");
  }
  host_.AddCgroup(kPathA, pids);
  ASSERT_TRUE(tree_.Look(false).ok());
  const std::vector<int> named = tree_.Processes(kA).value();
  ASSERT_EQ(named.size(), ContainerFinder::kMostProcesses);
  EXPECT_EQ(named.back(), 4'000'007);
}

TEST_F(CgroupTreeTest, NamesNoProcessThatHasNoNumberHere) {
  host_.AddCgroup(kPathA, "0\n12\n0\n");
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.Processes(kA).value(), ElementsAre(12));
}

TEST_F(CgroupTreeTest, GoesNoDeeperThanItsBound) {
  std::string path;
  for (int level = 1; level < CgroupTree::kDeepest; ++level) {
    absl::StrAppend(&path, "/x");
  }
  host_.AddCgroup(absl::StrCat(path, "/", kA));
  host_.AddCgroup(absl::StrCat(path, "/x/", kB));
  ASSERT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "")));
}

TEST_F(CgroupTreeTest, IsNotWholeWithoutACgroupFileSystem) {
  host_.tree().Remove("cgroup");
  EXPECT_TRUE(absl::IsFailedPrecondition(tree_.Look(false)));
  EXPECT_THAT(tree_.containers(), IsEmpty());
  host_.AddCgroup("");
  host_.AddCgroup(kPathA);
  EXPECT_TRUE(tree_.Look(false).ok());
  EXPECT_THAT(tree_.containers(), ElementsAre(Pair(kA, "t1")));
}

}  // namespace
}  // namespace neuron
