// Real inotify, in the /dev of real processes that have root directories of their own.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/edge/node_watch.h"
#include "tests/edge/heard_edges.h"
#include "tests/fakes/fake_tree.h"
#include "tests/fakes/unanswered_mount.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Edge::Kind;

// Chip 7 is /dev/full.
class NodeWatchContainerTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) {
      GTEST_SKIP() << "SKIPPED: needs root, for processes with other root directories";
    }
    tree_.Make("dev", File("null", ""));
    MakeNode("dev/neuron7");
  }

  // A container of one process, whose /dev has the chip as "mine".
  std::unique_ptr<Child> Run(const std::string& name) {
    tree_.Make(absl::StrCat(name, "/dev"), File("placeholder", ""));
    MakeNode(absl::StrCat(name, "/dev/mine"));
    return RunBare(name);
  }
  // One with what is in its directory.
  std::unique_ptr<Child> RunBare(const std::string& name) {
    return std::make_unique<Child>([&] { EXPECT_EQ(chroot(tree_.Path(name).c_str()), 0); });
  }

  void OpenIn(const std::string& name) {
    const std::string node = tree_.Path(absl::StrCat(name, "/dev/mine"));
    const UniqueFd fd(open(node.c_str(), O_RDWR | O_CLOEXEC));
    EXPECT_TRUE(fd.valid()) << node;
  }

  // Listens on the host alone.
  void FollowHost() {
    nodes_.Follow(chips_, {});
    EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kRenewed));
  }
  // Listens in these too, one of which is new.
  void Follow(const std::vector<int>& pids) {
    nodes_.Follow(chips_, pids);
    EXPECT_THAT(KindsOf(edges_.Await(1)), ElementsAre(Kind::kRenewed));
  }

  FakeTree tree_;
  HeardEdges edges_;
  const ChipIdentities chips_ = {{DeviceIdentity::CharacterDevice(1, 7), 7}};
  NodeWatch nodes_{edges_.loop(), tree_.host(), edges_.Ear()};

 private:
  void MakeNode(const std::string& path) {
    ASSERT_EQ(mknod(tree_.Path(path).c_str(), S_IFCHR | 0600, makedev(1, 7)), 0) << path;
  }
};

TEST_F(NodeWatchContainerTest, HearsWhatHappensThereOnceItSaysThatItListens) {
  const auto web = Run("web");
  FollowHost();
  OpenIn("web");
  EXPECT_THAT(edges_.Take(), IsEmpty());
  Follow({web->pid()});
  EXPECT_TRUE(nodes_.status().ok()) << nodes_.status();
  OpenIn("web");
  const std::vector<Edge> heard = edges_.Take();
  ASSERT_THAT(KindsOf(heard), ElementsAre(Kind::kOpened, Kind::kClosed));
  EXPECT_EQ(heard[0].chip, 7);
}

TEST_F(NodeWatchContainerTest, HearsNoMoreOfWhatIsNotFollowed) {
  const auto web = Run("web");
  const auto job = Run("job");
  FollowHost();
  Follow({web->pid(), job->pid()});
  nodes_.Follow(chips_, {job->pid()});
  OpenIn("web");
  EXPECT_THAT(edges_.Take(), IsEmpty());
  OpenIn("job");
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchContainerTest, HearsOfOneThatIsFollowedWhileItLooksIntoAnother) {
  const auto web = Run("web");
  const auto job = Run("job");
  FollowHost();
  nodes_.Follow(chips_, {web->pid()});
  nodes_.Follow(chips_, {web->pid(), job->pid()});
  EXPECT_THAT(KindsOf(edges_.Await(2)), ElementsAre(Kind::kRenewed, Kind::kRenewed));
  OpenIn("job");
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchContainerTest, PassesOverAProcessThatHasGoneAndAContainerWithoutDevices) {
  const auto web = Run("web");
  const auto gone = Run("gone");
  tree_.Make("bare", File("placeholder", ""));
  const auto bare = RunBare("bare");
  const int gone_pid = gone->pid();
  gone->End();
  FollowHost();
  Follow({gone_pid, bare->pid(), web->pid()});
  EXPECT_TRUE(nodes_.status().ok()) << nodes_.status();
}

TEST_F(NodeWatchContainerTest, IsHeldUpByNoFileSystemThatDoesNotAnswer) {
  tree_.Make("hung", File("placeholder", ""));
  auto mount = std::make_unique<UnansweredMount>(tree_.Path("hung/dev"));
  if (!mount->is_there()) {
    GTEST_SKIP() << "SKIPPED: needs /dev/fuse";
  }
  const auto hung = RunBare("hung");
  const auto web = Run("web");
  FollowHost();
  Follow({hung->pid(), web->pid()});
  EXPECT_TRUE(absl::IsDeadlineExceeded(nodes_.status())) << nodes_.status();
  EXPECT_TRUE(absl::StrContains(nodes_.status().message(),
                                absl::StrCat("/proc/", hung->pid(), "/root/dev: no answer")))
      << nodes_.status();
  EXPECT_TRUE(absl::StrContains(nodes_.status().message(), "FUSE")) << nodes_.status();
  OpenIn("web");
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
  mount = nullptr;
  edges_.AwaitThat([&] { return !absl::IsDeadlineExceeded(nodes_.status()); });
}

TEST_F(NodeWatchContainerTest, MayGoWhileAFileSystemDoesNotAnswer) {
  tree_.Make("hung", File("placeholder", ""));
  const UnansweredMount mount(tree_.Path("hung/dev"));
  if (!mount.is_there()) {
    GTEST_SKIP() << "SKIPPED: needs /dev/fuse";
  }
  const auto hung = RunBare("hung");
  auto nodes = std::make_unique<NodeWatch>(edges_.loop(), tree_.host(), edges_.Ear());
  nodes->Follow(chips_, {hung->pid()});
  nodes = nullptr;
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

}  // namespace
}  // namespace neuron
