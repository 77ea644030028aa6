#include "agent/base/file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

bool IsOpen(int fd) { return fcntl(fd, F_GETFD) >= 0; }

int OpenNull() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

TEST(UniqueFd, ClosesWhatItOwns) {
  const int fd = OpenNull();
  {
    const UniqueFd owner(fd);
    EXPECT_TRUE(owner.valid());
    EXPECT_EQ(owner.get(), fd);
  }
  EXPECT_FALSE(IsOpen(fd));
}

TEST(UniqueFd, IsInvalidWithoutADescriptor) { EXPECT_FALSE(UniqueFd().valid()); }

TEST(UniqueFd, ClosesOnResetAndIsInvalidAfterwards) {
  const int fd = OpenNull();
  UniqueFd owner(fd);
  owner.Reset();
  EXPECT_FALSE(owner.valid());
  EXPECT_FALSE(IsOpen(fd));
  owner.Reset();
}

TEST(UniqueFd, GivesItsDescriptorAwayWhenMoved) {
  const int fd = OpenNull();
  const int replaced = OpenNull();
  UniqueFd from(fd);
  UniqueFd to(replaced);
  to = std::move(from);
  EXPECT_EQ(to.get(), fd);
  EXPECT_FALSE(IsOpen(replaced));
  const UniqueFd last(std::move(to));
  EXPECT_TRUE(IsOpen(last.get()));
}

TEST(ReadFile, GivesTheBytesAsTheyAre) {
  const std::string bytes("a\0b\n\xff", 5);
  const FakeTree tree({File("a", bytes), File("empty", "")});
  EXPECT_EQ(ReadFile(tree.Path("a")).value(), bytes);
  EXPECT_EQ(ReadFile(tree.Path("empty")).value(), "");
}

TEST(ReadFile, TakesAsManyBytesAsTheLimitAndNoMore) {
  const FakeTree tree({File("full", std::string(kSysfsPage, 'x')),
                       File("more", std::string(kSysfsPage + 1, 'x')),
                       File("huge", std::string(1 << 20, 'x'))});
  EXPECT_EQ(ReadFile(tree.Path("full"))->size(), kSysfsPage);
  for (const char* name : {"more", "huge"}) {
    const absl::Status status = ReadFile(tree.Path(name)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path(name)));
  }
  EXPECT_EQ(ReadFile(tree.Path("huge"), 1 << 20)->size(), std::size_t{1} << 20);
  EXPECT_FALSE(ReadFile(tree.Path("full"), 10).ok());
}

TEST(ReadFile, ReadsToTheEndOfWhatComesInPieces) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  UniqueFd writer(ends[1]);
  const UniqueFd reader(ends[0]);
  ASSERT_EQ(write(writer.get(), "ab", 2), 2);
  // A read of a pipe gives what is there: two come here, the end after the writer's close.
  const std::string path = "/proc/self/fd/" + std::to_string(reader.get());
  writer.Reset();
  EXPECT_EQ(ReadFile(path).value(), "ab");
}

TEST(ReadFile, NamesThePathOfWhatCannotBeOpenedOrRead) {
  const FakeTree tree({Dir("directory", {})});
  const absl::Status gone = ReadFile(tree.Path("gone")).status();
  EXPECT_EQ(gone, absl::NotFoundError(tree.Path("gone") + ": No such file or directory [errno 2]"));
  const absl::Status directory = ReadFile(tree.Path("directory")).status();
  EXPECT_FALSE(directory.ok());
  EXPECT_THAT(std::string(directory.message()), HasSubstr(tree.Path("directory")));
}

TEST(ListDirectory, SortsTheNamesByByteWithoutTheDots) {
  const FakeTree tree({Dir("d", {File("b", ""), File("B", ""), File("a10", ""), File("a2", ""),
                                 File(".hidden", ""), Dir("c", {})})});
  EXPECT_THAT(ListDirectory(tree.Path("d")).value(),
              ElementsAre(".hidden", "B", "a10", "a2", "b", "c"));
}

TEST(ListDirectory, NamesThePathThatItCannotList) {
  const FakeTree tree({File("file", "")});
  for (const char* name : {"gone", "file"}) {
    const absl::Status status = ListDirectory(tree.Path(name)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path(name)));
  }
}

TEST(ReadLink, GivesTheTargetWithoutFollowingIt) {
  const FakeTree tree({Link("a", "../not/there"), Link("pid", "pid:[4026531836]")});
  EXPECT_EQ(ReadLink(tree.Path("a")).value(), "../not/there");
  EXPECT_EQ(ReadLink(tree.Path("pid")).value(), "pid:[4026531836]");
}

TEST(ReadLink, NamesThePathThatIsNoLink) {
  const FakeTree tree({File("file", "")});
  EXPECT_EQ(ReadLink(tree.Path("gone")).status().code(), absl::StatusCode::kNotFound);
  const absl::Status status = ReadLink(tree.Path("file")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path("file")));
}

unsigned ModeOf(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
}

TEST(ReplaceFile, MakesAndReplacesAFileAndLeavesNothingBesideIt) {
  const FakeTree tree({Dir("d", {})});
  const std::string path = tree.Path("d/book");
  ASSERT_TRUE(ReplaceFile(path, "first, and long", 0644).ok());
  EXPECT_EQ(tree.Read("d/book"), "first, and long");
  ASSERT_TRUE(ReplaceFile(path, "second", 0644).ok());
  EXPECT_EQ(tree.Read("d/book"), "second");
  EXPECT_THAT(ListDirectory(tree.Path("d")).value(), ElementsAre("book"));
}

TEST(ReplaceFile, GivesTheModeWhateverTheUmaskAndTheOldFile) {
  const FakeTree tree({File("book", "", 0666)});
  const mode_t old = umask(0077);
  EXPECT_TRUE(ReplaceFile(tree.Path("book"), "x", 0644).ok());
  umask(old);
  EXPECT_EQ(ModeOf(tree.Path("book")), 0644u);
}

TEST(ReplaceFile, GivesReadersOfTheOldFileItsBytesToTheEnd) {
  const FakeTree tree({File("book", "old")});
  const UniqueFd reader(open(tree.Path("book").c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(ReplaceFile(tree.Path("book"), "new", 0644).ok());
  char bytes[8];
  EXPECT_EQ(read(reader.get(), bytes, sizeof(bytes)), 3);
  EXPECT_EQ(std::string(bytes, 3), "old");
}

TEST(ReplaceFile, LeavesTheOldFileAndNothingElseIfItFails) {
  const FakeTree tree({Dir("d", {Dir("book", {File("inside", "old")})})});
  const absl::Status status = ReplaceFile(tree.Path("d/book"), "new", 0644);
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path("d/book")));
  EXPECT_EQ(tree.Read("d/book/inside"), "old");
  EXPECT_THAT(ListDirectory(tree.Path("d")).value(), ElementsAre("book"));
  EXPECT_EQ(ReplaceFile(tree.Path("gone/book"), "new", 0644).code(), absl::StatusCode::kNotFound);
}

// Exits with 0 if replacing the file fails when a write stops in the middle, as on a full disk, and
// nothing is left in the directory but the file.
[[noreturn]] void ReplaceOnFullDisk(const std::string& directory) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit = {1000, 1000};
  setrlimit(RLIMIT_FSIZE, &limit);
  const bool failed = !ReplaceFile(directory + "/book", std::string(5000, 'x'), 0644).ok();
  _exit(failed && ListDirectory(directory)->size() == 1 ? 0 : 1);
}

TEST(ReplaceFile, LeavesTheOldFileIfTheDiskIsFull) {
  const FakeTree tree({Dir("d", {File("book", "old")})});
  EXPECT_EXIT(ReplaceOnFullDisk(tree.Path("d")), testing::ExitedWithCode(0), "");
  EXPECT_EQ(tree.Read("d/book"), "old");
}

}  // namespace
}  // namespace neuron
