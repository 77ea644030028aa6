#include "agent/container/directory_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/fakes/fake_tree.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

class DirectoryChangesTest : public testing::Test {
 protected:
  int Watch(const std::string& name) { return changes_.Watch(tree_.Path(name)).value(); }
  // "1+name" or "1-name" each.
  std::vector<std::string> Take() {
    std::vector<std::string> words;
    const std::vector<DirectoryChanges::Change> changes = changes_.Take().value();
    for (const DirectoryChanges::Change& change : changes) {
      words.push_back(absl::StrCat(change.watch, change.made ? "+" : "-", change.name));
    }
    return words;
  }

  FakeTree tree_{{Dir("a", {Dir("old", {})}), Dir("b", {})}};
  DirectoryChanges changes_ = DirectoryChanges::Open().value();
};

TEST_F(DirectoryChangesTest, TellWhatIsMadeAndRemovedOldestFirst) {
  const int a = Watch("a");
  const int b = Watch("b");
  tree_.Make("a", Dir("new", {}));
  tree_.Make("b", Dir("x", {}));
  tree_.Remove("a/old");
  EXPECT_THAT(Take(), testing::ElementsAre(absl::StrCat(a, "+new"), absl::StrCat(b, "+x"),
                                           absl::StrCat(a, "-old")));
  EXPECT_THAT(Take(), testing::IsEmpty());
}

TEST_F(DirectoryChangesTest, TellWhatIsMovedToAndFrom) {
  const int a = Watch("a");
  const int b = Watch("b");
  tree_.Move("a/old", "b/new");
  EXPECT_THAT(Take(), testing::ElementsAre(absl::StrCat(a, "-old"), absl::StrCat(b, "+new")));
}

TEST_F(DirectoryChangesTest, AreOfDirectoriesOnlyAndOfWatchedOnes) {
  Watch("a");
  tree_.Write("a/file", "");
  tree_.Make("b", Dir("x", {}));
  EXPECT_THAT(Take(), testing::IsEmpty());
}

TEST_F(DirectoryChangesTest, NumberADirectoryOnce) {
  const int a = Watch("a");
  EXPECT_EQ(Watch("a"), a);
  tree_.Remove("a");
  tree_.Make("a", Dir("again", {}));
  EXPECT_NE(Watch("a"), a);
}

TEST_F(DirectoryChangesTest, SayWhatCannotBeWatched) {
  EXPECT_TRUE(absl::IsNotFound(changes_.Watch(tree_.Path("c")).status()));
  tree_.Write("file", "");
  EXPECT_TRUE(absl::IsNotFound(changes_.Watch(tree_.Path("file")).status()));
}

TEST_F(DirectoryChangesTest, CanBePolled) {
  Watch("a");
  pollfd ready = {changes_.descriptor(), POLLIN, 0};
  EXPECT_EQ(poll(&ready, 1, 0), 0);
  tree_.Make("a", Dir("new", {}));
  EXPECT_EQ(poll(&ready, 1, 0), 1);
  Take();
  EXPECT_EQ(poll(&ready, 1, 0), 0);
}

TEST_F(DirectoryChangesTest, SayThatSomeWereLost) {
  const TemporaryDirectory memory("/dev/shm");
  ASSERT_TRUE(changes_.Watch(memory.path()).ok());
  const int limit = std::stoi(ReadFile("/proc/sys/fs/inotify/max_queued_events").value());
  const std::string name = memory.Path("x");
  for (int i = 0; i <= limit / 2; ++i) {
    mkdir(name.c_str(), 0755);
    rmdir(name.c_str());
  }
  EXPECT_TRUE(absl::IsDataLoss(changes_.Take().status()));
  mkdir(name.c_str(), 0755);
  EXPECT_EQ(Take().size(), 1u);
}

}  // namespace
}  // namespace neuron
