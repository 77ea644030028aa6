// Real inotify, on files and on character devices.

#include "agent/edge/node_watch.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/edge/chip_nodes.h"
#include "tests/edge/heard_edges.h"
#include "tests/fakes/fake_tree.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Edge::Kind;

void OpenAndClose(const std::string& path, int flags = O_RDWR) {
  const UniqueFd fd(open(path.c_str(), flags | O_CLOEXEC));
  EXPECT_TRUE(fd.valid()) << path;
}

class NodeWatchTest : public testing::Test {
 protected:
  NodeWatchTest() {
    tree_.Write("dev/neuron0", "");
    tree_.Write("dev/neuron3", "");
    tree_.Write("dev/null", "");
  }

  std::string Node(int chip) const { return tree_.Path(absl::StrCat("dev/neuron", chip)); }
  ChipIdentities Chips() const { return {{IdentityAt(Node(0)), 0}, {IdentityAt(Node(3)), 3}}; }

  // Listens at these nodes, of which some are new.
  void Listen(const ChipIdentities& chips) {
    nodes_.Follow(chips, {});
    EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kRenewed));
  }

  FakeTree tree_;
  HeardEdges edges_;
  NodeWatch nodes_{edges_.loop(), tree_.host(), edges_.Ear()};
};

TEST_F(NodeWatchTest, HearsThatANodeIsOpenedAndClosed) {
  Listen(Chips());
  EXPECT_TRUE(nodes_.status().ok()) << nodes_.status();
  const absl::Duration before = edges_.loop()->Monotonic();
  OpenAndClose(Node(3));
  const std::vector<Edge> heard = edges_.Take();
  ASSERT_THAT(KindsOf(heard), ElementsAre(Kind::kOpened, Kind::kClosed));
  EXPECT_EQ(heard[0].chip, 3);
  EXPECT_EQ(heard[1].chip, 3);
  EXPECT_EQ(heard[0].pid, 0);
  EXPECT_GE(heard[0].at, before);
  EXPECT_LE(heard[1].at, edges_.loop()->Monotonic());
}

TEST_F(NodeWatchTest, TellsOnceThatItBeganToListenAndNotFromWithinTheCall) {
  int told = 0;
  NodeWatch nodes(edges_.loop(), tree_.host(), [&](const Edge& edge) {
    EXPECT_EQ(edge.kind, Kind::kRenewed);
    EXPECT_EQ(edge.chip, -1);
    ++told;
  });
  nodes.Follow({{IdentityAt(Node(0)), 0}}, {});
  EXPECT_EQ(told, 0);
  edges_.Take();
  EXPECT_EQ(told, 1);
  nodes.Follow({{IdentityAt(Node(0)), 0}}, {});
  edges_.Take();
  EXPECT_EQ(told, 1) << "nothing is new";
  nodes.Follow(Chips(), {});
  edges_.Take();
  EXPECT_EQ(told, 2);
}

TEST_F(NodeWatchTest, HearsTheCloseOfAReaderToo) {
  Listen(Chips());
  OpenAndClose(Node(0), O_RDONLY);
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchTest, HearsNothingOfOtherFiles) {
  Listen(Chips());
  OpenAndClose(tree_.Path("dev/null"));
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(NodeWatchTest, HearsACharacterDeviceByAnyNodeOfItsNumber) {
  const std::string node = tree_.Path("dev/renamed");
  if (mknod(node.c_str(), S_IFCHR | 0600, makedev(1, 7)) != 0) {
    GTEST_SKIP() << "SKIPPED: needs CAP_MKNOD, to make a node of /dev/full";
  }
  Listen({{DeviceIdentity::CharacterDevice(1, 7), 5}});
  EXPECT_TRUE(nodes_.status().ok()) << nodes_.status();
  OpenAndClose(node);
  const std::vector<Edge> heard = edges_.Take();
  ASSERT_THAT(KindsOf(heard), ElementsAre(Kind::kOpened, Kind::kClosed));
  EXPECT_EQ(heard[0].chip, 5);
}

TEST_F(NodeWatchTest, DoesNotFollowLinks) {
  tree_.Write("elsewhere", "");
  tree_.Make("dev", Link("neuron9", tree_.Path("elsewhere")));
  nodes_.Follow({{IdentityAt(tree_.Path("elsewhere")), 9}}, {});
  EXPECT_TRUE(absl::IsNotFound(nodes_.status())) << nodes_.status();
  OpenAndClose(tree_.Path("elsewhere"));
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(NodeWatchTest, HearsNoMoreOfWhatIsNotFollowed) {
  Listen(Chips());
  nodes_.Follow({{IdentityAt(Node(0)), 0}}, {});
  OpenAndClose(Node(3));
  EXPECT_THAT(edges_.Take(), IsEmpty());
  OpenAndClose(Node(0));
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchTest, GoesOnWithWhatIsFollowedAgain) {
  Listen(Chips());
  OpenAndClose(Node(3));
  nodes_.Follow(Chips(), {});
  OpenAndClose(Node(3));
  EXPECT_THAT(KindsOf(edges_.Take()),
              ElementsAre(Kind::kOpened, Kind::kClosed, Kind::kOpened, Kind::kClosed));
}

int OpenDescriptors() { return static_cast<int>(ListDirectory("/proc/self/fd")->size()); }

TEST_F(NodeWatchTest, LeavesNothingInTheKernelWithoutChips) {
  // The loop has some of its own, from its first watch on.
  nodes_.Follow(Chips(), {});
  nodes_.Follow({}, {});
  const int before = OpenDescriptors();
  nodes_.Follow(Chips(), {});
  EXPECT_EQ(OpenDescriptors(), before + 1);
  nodes_.Follow({}, {});
  EXPECT_EQ(OpenDescriptors(), before);
  EXPECT_TRUE(nodes_.status().ok());
  edges_.Take();
  OpenAndClose(Node(3));
  EXPECT_THAT(edges_.Take(), IsEmpty());
}

TEST_F(NodeWatchTest, TellsThatANodeMayBeAnother) {
  Listen(Chips());
  tree_.Write("dev/new", "");
  tree_.Move("dev/new", "dev/neuron3");
  std::vector<Edge> heard = edges_.Take();
  ASSERT_FALSE(heard.empty());
  for (const Edge& edge : heard) {
    EXPECT_EQ(edge.kind, Kind::kLost);
    EXPECT_EQ(edge.chip, 3);
  }
  Listen(Chips());
  OpenAndClose(Node(3));
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchTest, TellsThatItLostEvents) {
  std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
  int events = 0;
  ASSERT_TRUE(limit >> events);
  Listen(Chips());
  EXPECT_EQ(nodes_.drops(), 0u);
  for (int i = 0; i < events; ++i) {
    OpenAndClose(Node(3));
  }
  const std::vector<Edge> heard = edges_.Take();
  ASSERT_FALSE(heard.empty());
  EXPECT_EQ(heard.back().kind, Kind::kLost);
  EXPECT_EQ(heard.back().chip, -1);
  EXPECT_EQ(nodes_.drops(), 1u);
  OpenAndClose(Node(3));
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchTest, SaysWhichChipHasNoNode) {
  ChipIdentities chips = Chips();
  chips[DeviceIdentity::CharacterDevice(245, 8)] = 8;
  Listen(chips);
  EXPECT_TRUE(absl::IsNotFound(nodes_.status()));
  EXPECT_THAT(std::string(nodes_.status().message()), testing::HasSubstr("no node of neuron8"));
  OpenAndClose(Node(3));
  EXPECT_THAT(KindsOf(edges_.Take()), ElementsAre(Kind::kOpened, Kind::kClosed));
}

TEST_F(NodeWatchTest, FailsOfAHostWithoutItsDevRoot) {
  HostPaths host = tree_.host();
  host.dev = tree_.Path("nowhere");
  NodeWatch nodes(edges_.loop(), host, edges_.Ear());
  nodes.Follow(Chips(), {});
  EXPECT_TRUE(absl::IsNotFound(nodes.status()));
  EXPECT_THAT(std::string(nodes.status().message()), testing::HasSubstr("nowhere"));
}

TEST_F(NodeWatchTest, NamesTheCureWhereAContainerMayNotBeLookedInto) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "SKIPPED: needs root, to become another user";
  }
  ASSERT_EQ(chmod(tree_.Path("").c_str(), 0755), 0);
  const Child child([] {});
  const ChipIdentities chips = Chips();
  EXPECT_EQ(ExitStatusOf([&] {
              if (setuid(65534) != 0) {
                return 2;
              }
              HeardEdges edges;
              NodeWatch nodes(edges.loop(), tree_.host(), edges.Ear());
              nodes.Follow(chips, {child.pid()});
              edges.AwaitThat([&] { return !nodes.status().ok(); });
              return absl::IsPermissionDenied(nodes.status()) &&
                             absl::StrContains(nodes.status().message(), "CAP_SYS_PTRACE")
                         ? 0
                         : 1;
            }),
            0);
}

TEST_F(NodeWatchTest, IsBounded) {
  ChipIdentities chips;
  for (int i = 0; i <= NodeWatch::kMaxWatches; ++i) {
    tree_.Write(absl::StrCat("dev/many", i), "");
    chips[IdentityAt(tree_.Path(absl::StrCat("dev/many", i)))] = i;
  }
  nodes_.Follow(chips, {});
  EXPECT_TRUE(absl::IsResourceExhausted(nodes_.status())) << nodes_.status();
}

// In a user namespace of its own, which has limits of its own.
int CodeWithLimit(const std::string& limit, const HostPaths& host, const ChipIdentities& chips,
                  const std::string& cure) {
  if (unshare(CLONE_NEWUSER) != 0) {
    return -1;
  }
  std::ofstream(absl::StrCat("/proc/sys/user/", limit)) << "1\n";
  HeardEdges edges;
  NodeWatch first(edges.loop(), host, edges.Ear());
  NodeWatch second(edges.loop(), host, edges.Ear());
  first.Follow(chips, {});
  second.Follow(chips, {});
  return absl::IsResourceExhausted(second.status()) &&
                 absl::StrContains(second.status().message(), cure)
             ? 0
             : 1;
}

TEST_F(NodeWatchTest, NamesTheCureForTheKernelsLimits) {
  if (ExitStatusOf([] { return unshare(CLONE_NEWUSER); }) != 0) {
    GTEST_SKIP() << "SKIPPED: may not make a user namespace";
  }
  const ChipIdentities chips = Chips();
  EXPECT_EQ(ExitStatusOf([&] {
              return CodeWithLimit("max_inotify_watches", tree_.host(), chips,
                                   "fs.inotify.max_user_watches");
            }),
            0);
  EXPECT_EQ(ExitStatusOf([&] {
              return CodeWithLimit("max_inotify_instances", tree_.host(), chips,
                                   "fs.inotify.max_user_instances");
            }),
            0);
}

}  // namespace
}  // namespace neuron
