#include "agent/edge/watched_nodes.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/edge/chip_nodes.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

class WatchedNodesTest : public testing::Test {
 protected:
  WatchedNodesTest() {
    tree_.Write("dev/neuron0", "");
    tree_.Write("dev/neuron3", "");
    tree_.Write("dev/null", "");
  }

  std::string Path(int chip) const { return tree_.Path(absl::StrCat("dev/neuron", chip)); }
  WatchedNodes Watch(std::atomic<int>* room) {
    const ChipIdentities chips = {{IdentityAt(Path(0)), 0}, {IdentityAt(Path(3)), 3}};
    return WatchNodes(inotify_, tree_.Path("dev"), chips, room);
  }
  bool IsHeard() {
    pollfd wanted = {inotify_.get(), POLLIN, 0};
    return poll(&wanted, 1, 0) > 0;
  }

  FakeTree tree_;
  const UniqueFd inotify_ = OpenInotify().value();
};

TEST_F(WatchedNodesTest, AreThoseOfTheChipsAndNoOthers) {
  std::atomic<int> room{8};
  const WatchedNodes nodes = Watch(&room);
  EXPECT_TRUE(nodes.status.ok()) << nodes.status;
  ASSERT_EQ(nodes.watches.size(), 2u);
  EXPECT_EQ(nodes.watches.begin()->second + nodes.watches.rbegin()->second, 0 + 3);
  EXPECT_EQ(room, 6);
  const UniqueFd other(open(tree_.Path("dev/null").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(IsHeard());
  const UniqueFd node(open(Path(3).c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_TRUE(IsHeard());
}

TEST_F(WatchedNodesTest, HaveTheSameNumbersAgain) {
  std::atomic<int> room{8};
  const WatchedNodes nodes = Watch(&room);
  EXPECT_EQ(Watch(&room).watches, nodes.watches);
}

TEST_F(WatchedNodesTest, AreNoMoreThanThereIsRoomFor) {
  std::atomic<int> room{1};
  const WatchedNodes nodes = Watch(&room);
  EXPECT_EQ(nodes.watches.size(), 1u);
  EXPECT_EQ(room, 0);
  EXPECT_TRUE(absl::IsResourceExhausted(nodes.status)) << nodes.status;
  EXPECT_TRUE(absl::StrContains(nodes.status.message(), "give each only those that it uses"));
}

TEST_F(WatchedNodesTest, AreNotSoughtInADirectoryWithoutEnd) {
  for (std::size_t i = 0; i <= WatchedNodes::kMostNames; ++i) {
    ASSERT_EQ(symlink("null", tree_.Path(absl::StrCat("dev/link", i)).c_str()), 0);
  }
  std::atomic<int> room{8};
  const WatchedNodes nodes = Watch(&room);
  EXPECT_TRUE(absl::IsResourceExhausted(nodes.status)) << nodes.status;
  EXPECT_TRUE(absl::StrContains(nodes.status.message(), "files")) << nodes.status;
}

TEST_F(WatchedNodesTest, AreNoneInADirectoryThatIsNotThere) {
  tree_.Remove("dev");
  std::atomic<int> room{8};
  const WatchedNodes nodes = WatchNodes(inotify_, tree_.Path("dev"), {}, &room);
  EXPECT_TRUE(absl::IsNotFound(nodes.status)) << nodes.status;
  EXPECT_TRUE(absl::StrContains(nodes.status.message(), tree_.Path("dev"))) << nodes.status;
}

}  // namespace
}  // namespace neuron
