#include "agent/capture/tree_recorder.h"

#include <sys/stat.h>

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

struct Recorded {
  std::string lines;
  // Directories with a slash at the end.
  std::vector<std::string> read;
};

Recorded Record(const FakeTree& tree, const std::string& top) {
  Recorded recorded;
  const TreeRecorder recorder(
      tree.Path("sys"), "/sys",
      [&](unsigned mode, const std::string& path) {
        recorded.read.push_back(S_ISDIR(mode) ? path + "/" : path);
      },
      [&](const std::string& line) { recorded.lines += line; });
  recorder.Record(top);
  return recorded;
}

TEST(TreeRecorder, WritesADirectoryAndAllBelowIt) {
  const FakeTree tree({Dir("sys", {Dir("class", {File("count", "2", 0444), Link("up", "../x"),
                                                 Dir("deep", {File("b", "1\n")})})})});
  EXPECT_EQ(Record(tree, "class").lines,
            "D 0755 /sys/class\n"
            "F 0444 /sys/class/count \"2\"\n"
            "D 0755 /sys/class/deep\n"
            "F 0644 /sys/class/deep/b \"1\\n\"\n"
            "L 0777 /sys/class/up -> ../x\n");
}

TEST(TreeRecorder, DoesNotFollowLinks) {
  const FakeTree tree({Dir("sys", {Dir("a", {Link("loop", ".")})})});
  EXPECT_EQ(Record(tree, "a").lines, "D 0755 /sys/a\nL 0777 /sys/a/loop -> .\n");
}

TEST(TreeRecorder, ScrubsWhatItReads) {
  const FakeTree tree({Dir("sys", {File("tag", "i-0123456789abcdef0\n")})});
  EXPECT_EQ(Record(tree, "tag").lines, "F 0644 /sys/tag \"i-00000000000000000\\n\"\n");
}

TEST(TreeRecorder, DoesNotReadWhatHasNoReadBit) {
  const FakeTree tree({Dir("sys", {File("unbind", "", 0200)})});
  const Recorded recorded = Record(tree, "unbind");
  EXPECT_EQ(recorded.lines, "F 0200 /sys/unbind (not read)\n");
  EXPECT_TRUE(recorded.read.empty());
}

TEST(TreeRecorder, DoesNotReadWhatReachesThePciHardware) {
  const FakeTree tree({Dir(
      "sys", {Dir("pci0000:00", {File("config", "x"), File("resource0", "x"),
                                 File("resource", "0\n"), File("rom", "x"), File("vpd", "x")})})});
  EXPECT_EQ(Record(tree, "pci0000:00").read,
            std::vector<std::string>({"/sys/pci0000:00/", "/sys/pci0000:00/resource"}));
}

TEST(TreeRecorder, NamesTheErrnoOfAFileThatCannotBeRead) {
  const FakeTree tree({Dir("sys", {File("huge", std::string(70000, '1'))})});
  EXPECT_EQ(Record(tree, "huge").lines, "F 0644 /sys/huge !read:EFBIG\n");
}

TEST(TreeRecorder, TellsOfEachFileBeforeItIsRead) {
  const FakeTree tree({Dir("sys", {File("a", "1"), File("b", "2")})});
  std::vector<std::string> story;
  const TreeRecorder recorder(
      tree.Path("sys"), "/sys",
      [&](unsigned mode, const std::string& file) {
        story.push_back("reads " + file + (mode == 0644 ? "" : "?"));
      },
      [&](const std::string& line) { story.push_back(line); });
  recorder.Record("a");
  recorder.Record("b");
  EXPECT_EQ(story, std::vector<std::string>({"reads /sys/a", "F 0644 /sys/a \"1\"\n",
                                             "reads /sys/b", "F 0644 /sys/b \"2\"\n"}));
}

TEST(TreeRecorder, WritesNothingOfWhatIsNotThere) {
  EXPECT_EQ(Record(FakeTree(), "class/neuron_device").lines, "");
}

}  // namespace
}  // namespace neuron
