#include "tests/simulator/host/fixture_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "tests/simulator/host/recordings.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(ParseRecordedTree, ReadsEachKindOfLine) {
  const auto nodes =
      ParseRecordedTree("D 0755 /sys/a\n\nF 0644 /sys/a/b \"1\\n\"\nL 0777 /sys/c -> a/b\n");
  ASSERT_TRUE(nodes.ok()) << nodes.status();
  ASSERT_THAT(*nodes, SizeIs(3));
  EXPECT_EQ((*nodes)[0].kind, RecordedKind::kDirectory);
  EXPECT_EQ((*nodes)[0].path, "sys/a");
  EXPECT_EQ((*nodes)[1].kind, RecordedKind::kFile);
  EXPECT_EQ((*nodes)[1].mode, 0644U);
  EXPECT_EQ((*nodes)[1].content, "1\n");
  EXPECT_EQ((*nodes)[2].kind, RecordedKind::kLink);
  EXPECT_EQ((*nodes)[2].content, "a/b");
}

TEST(ParseRecordedTree, KeepsTheErrnoOfAFileThatCouldNotBeRead) {
  const auto nodes = ParseRecordedTree("F 0644 /a !read:EIO\n");
  ASSERT_TRUE(nodes.ok()) << nodes.status();
  EXPECT_EQ((*nodes)[0].read_error, EIO);
}

TEST(ParseRecordedTree, GivesFilesThatWereNotReadNoContent) {
  const auto nodes = ParseRecordedTree("F 0200 /a (write-only)\nF 0600 /b (not read)\n");
  ASSERT_TRUE(nodes.ok()) << nodes.status();
  for (const RecordedNode& node : *nodes) {
    EXPECT_EQ(node.content, "");
    EXPECT_EQ(node.read_error, 0);
  }
  EXPECT_FALSE((*nodes)[0].unread);
  EXPECT_TRUE((*nodes)[1].unread);
}

TEST(ParseRecordedTree, NamesTheLineThatItCannotRead) {
  for (const char* line :
       {"X 0644 /a", "F 644 /a \"\"", "F 0648 /a \"\"", "F 0644 a \"\"", "F 0644 /a",
        "F 0644 /a \"", "F 0644 /a !read:EWHAT", "L 0777 /a", "D 0755 /a b", "F 0644 /a \"\\q\""}) {
    const auto nodes = ParseRecordedTree(std::string("D 0755 /\x01\n") + line);
    ASSERT_FALSE(nodes.ok()) << line;
    EXPECT_THAT(nodes.status().message(), HasSubstr("line 2: ")) << line;
  }
}

TEST(ParseRecordedTree, ReadsEveryRecording) {
  for (const Recording* recording :
       {&Inf1Recording(), &Inf2Recording(), &Trn1Recording(), &Trn2Recording(), &Trn2uRecording(),
        &Trn3Recording(), &Trn3pRecording()}) {
    EXPECT_TRUE(ParseRecordedTree(recording->sysfs).ok()) << recording->name;
    EXPECT_TRUE(ParseRecordedTree(recording->pci).ok()) << recording->name;
  }
}

TEST(Unescape, UndoesEachEscape) {
  const auto bytes = Unescape("a\\n\\t\\\"\\\\\\x00\\xfF");
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  EXPECT_EQ(*bytes, std::string("a\n\t\"\\\0\xff", 7));
}

TEST(Unescape, RefusesAnyOtherBackslash) {
  for (const char* text : {"\\", "\\a", "\\x", "\\x1", "\\xg0", "\\x0g"}) {
    EXPECT_FALSE(Unescape(text).ok()) << text;
  }
}

}  // namespace
}  // namespace neuron::sim
