#include "tests/bench/file_calls.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

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

TEST(FileCalls, NotesAFileThatIsNotThereAndNoReadOfIt) {
  const FileCalls calls = RecordFileCalls([] { EXPECT_FALSE(ReadFile("/proc/self/none").ok()); });
  EXPECT_EQ(calls.files, std::vector<std::string>{"/proc/self/none"});
  EXPECT_EQ(calls.reads, 0);
}

TEST(FileCalls, NotesWhatIsReadFromAGivenPlace) {
  const UniqueFd fd(open("/proc/self/comm", O_RDONLY | O_CLOEXEC));
  const FileCalls calls = RecordFileCalls([&] {
    char byte;
    EXPECT_EQ(pread(fd.get(), &byte, 1, 0), 1);
  });
  EXPECT_EQ(calls.kept, std::vector<int>{fd.get()});
  EXPECT_EQ(calls.reads, 0);
}

TEST(FileCalls, NotesWhatIsReadFromTheStartOfWhatItOpenedAsARead) {
  const FileCalls calls = RecordFileCalls([] {
    const UniqueFd fd(open("/proc/self/comm", O_RDONLY | O_CLOEXEC));
    char byte;
    EXPECT_EQ(pread(fd.get(), &byte, 1, 0), 1);
  });
  EXPECT_EQ(calls.reads, 1);
  EXPECT_TRUE(calls.kept.empty());
}

TEST(FileCalls, NotesSystemCalls) {
  const UniqueFd kept(open("/proc/self/comm", O_RDONLY | O_CLOEXEC));
  const FileCalls calls = RecordFileCalls([&] {
    const auto fd = syscall(SYS_openat, AT_FDCWD, "/proc/self/stat", O_RDONLY | O_CLOEXEC);
    char byte;
    EXPECT_EQ(syscall(SYS_pread64, fd, &byte, 1, 0), 1);
    EXPECT_EQ(syscall(SYS_pread64, kept.get(), &byte, 1, 0), 1);
    EXPECT_EQ(syscall(SYS_close, fd), 0);
  });
  EXPECT_EQ(calls.files, std::vector<std::string>{"/proc/self/stat"});
  EXPECT_EQ(calls.reads, 1);
  EXPECT_EQ(calls.kept, std::vector<int>{kept.get()});
}

TEST(FileCalls, NotesLooksAndLinks) {
  const FileCalls calls = RecordFileCalls([] {
    EXPECT_EQ(faccessat(AT_FDCWD, "/proc/self/comm", R_OK, AT_EACCESS), 0);
    EXPECT_TRUE(ReadLink("/proc/self/exe").ok());
  });
  EXPECT_EQ(calls.looks, std::vector<std::string>{"/proc/self/comm"});
  EXPECT_EQ(calls.links, std::vector<std::string>{"/proc/self/exe"});
  EXPECT_TRUE(calls.files.empty());
}

TEST(FileCalls, NotesNothingWhenNobodyAsks) {
  EXPECT_TRUE(ReadFile("/proc/self/comm").ok());
  const FileCalls calls = RecordFileCalls([] {});
  EXPECT_TRUE(calls.files.empty());
  EXPECT_EQ(calls.reads, 0);
}

}  // namespace
}  // namespace neuron
