#include "tests/bench/file_calls.h"

#include "agent/base/file.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(FileCalls, NotesFilesDirectoriesAndReads) {
  const FileCalls calls = RecordFileCalls([] {
    EXPECT_TRUE(ReadFile("/proc/self/comm").ok());
    EXPECT_TRUE(ListDirectory("/proc/self").ok());
  });
  EXPECT_EQ(calls.files, std::vector<std::string>{"/proc/self/comm"});
  EXPECT_EQ(calls.directories, 1);
  // The bytes, and the end of the file.
  EXPECT_EQ(calls.reads, 2);
}

TEST(FileCalls, NotesNothingWhenNobodyAsks) {
  EXPECT_TRUE(ReadFile("/proc/self/comm").ok());
  const FileCalls calls = RecordFileCalls([] {});
  EXPECT_TRUE(calls.files.empty());
  EXPECT_EQ(calls.reads, 0);
}

}  // namespace
}  // namespace neuron
