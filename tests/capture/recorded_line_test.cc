#include "agent/capture/recorded_line.h"

#include <cerrno>
#include <string>

#include "gtest/gtest.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron {
namespace {

// The line, as the simulator reads it.
sim::RecordedNode Understood(const std::string& line) {
  const auto nodes = sim::ParseRecordedTree(line);
  EXPECT_EQ(nodes.status(), absl::OkStatus()) << line;
  return nodes.ok() && nodes->size() == 1 ? nodes->front() : sim::RecordedNode();
}

TEST(RecordedLine, LooksAsTheRecordingsDo) {
  EXPECT_EQ(DirectoryLine(0755, "/sys/a"), "D 0755 /sys/a\n");
  EXPECT_EQ(LinkLine("/sys/d", "../a"), "L 0777 /sys/d -> ../a\n");
  EXPECT_EQ(FileLine(0644, "/sys/a/b", "12\n"), "F 0644 /sys/a/b \"12\\n\"\n");
  EXPECT_EQ(FailedFileLine(0600, "/sys/a/c", EIO), "F 0600 /sys/a/c !read:EIO\n");
  EXPECT_EQ(UnreadFileLine(0200, "/sys/a/e"), "F 0200 /sys/a/e (not read)\n");
}

TEST(RecordedLine, IsReadBackByteForByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes.push_back(static_cast<char>(byte));
  }
  const sim::RecordedNode node = Understood(FileLine(0400, "/sys/x", bytes));
  EXPECT_EQ(node.content, bytes);
  EXPECT_EQ(node.mode, 0400U);
  EXPECT_EQ(node.path, "sys/x");
}

TEST(RecordedLine, KeepsAnEmptyFile) {
  EXPECT_EQ(FileLine(0444, "/sys/x", ""), "F 0444 /sys/x \"\"\n");
}

TEST(RecordedLine, NamesEveryErrnoOfARead) {
  for (const int error : {EIO, ENODEV, EINVAL, ETIMEDOUT, EACCES, EFBIG, EPERM}) {
    EXPECT_EQ(Understood(FailedFileLine(0644, "/sys/x", error)).read_error, error) << error;
  }
}

}  // namespace
}  // namespace neuron
