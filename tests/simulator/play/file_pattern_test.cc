#include "tests/simulator/play/file_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FilePatternTest : public testing::Test {
 protected:
  FilePatternTest() {
    for (const char* path : {"sys/devices/n0/a", "sys/devices/n0/stats/b", "sys/devices/n10/a"}) {
      tree_.Make(path, NodeKind::kFile, 0444);
    }
    Link("sys/class/n0", "../devices/n0");
    Link("sys/devices/n0/again", "../n10");
    Link("sys/class/nowhere", "../nothing");
    tree_.Make("sys/devices/n0/dev", NodeKind::kDevice, 0666);
  }

  void Link(const std::string& path, const std::string& target) {
    tree_.Make(path, NodeKind::kLink, 0777)->content = target;
  }

  std::vector<std::string> Find(absl::string_view pattern) {
    std::vector<std::string> paths;
    for (const Node* node : FindFiles(&tree_, pattern)) paths.push_back(PathOf(node));
    return paths;
  }

  Tree tree_;
};

TEST_F(FilePatternTest, APathIsOneFile) {
  EXPECT_THAT(Find("sys/devices/n0/a"), ElementsAre("sys/devices/n0/a"));
}

TEST_F(FilePatternTest, FollowsLinksOnTheWay) {
  EXPECT_THAT(Find("sys/class/n0/stats/b"), ElementsAre("sys/devices/n0/stats/b"));
}

TEST_F(FilePatternTest, ADirectoryIsAllFilesBelowItButNotBehindItsLinks) {
  EXPECT_THAT(Find("sys/class/n0"), ElementsAre("sys/devices/n0/a", "sys/devices/n0/stats/b"));
}

TEST_F(FilePatternTest, WildcardsStayWithinOneName) {
  EXPECT_THAT(Find("sys/devices/n*/a"), ElementsAre("sys/devices/n0/a", "sys/devices/n10/a"));
  EXPECT_THAT(Find("sys/devices/n?/a"), ElementsAre("sys/devices/n0/a"));
  EXPECT_THAT(Find("sys/devices/n[1-9]0/a"), ElementsAre("sys/devices/n10/a"));
  EXPECT_THAT(Find("sys/*/b"), IsEmpty());
}

TEST_F(FilePatternTest, NoFileIsTwice) {
  EXPECT_THAT(Find("sys/*/n0/a"), ElementsAre("sys/devices/n0/a"));
}

TEST_F(FilePatternTest, NothingMatchesNothing) {
  EXPECT_THAT(Find("sys/devices/n5"), IsEmpty());
  EXPECT_THAT(Find("sys/class/nowhere"), IsEmpty());
  EXPECT_THAT(Find("sys/devices/n0/dev"), IsEmpty());
}

}  // namespace
}  // namespace neuron::sim
