#include "agent/device/chip_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

class ChipFilesTest : public testing::Test {
 protected:
  // In a pass of its own.
  absl::StatusOr<std::string> Read(absl::string_view path, UniqueFd* kept = nullptr) {
    ChipFiles files(directory_);
    const absl::StatusOr<absl::string_view> bytes = files.Read(path, "/total", kept);
    if (!bytes.ok()) return bytes.status();
    return std::string(*bytes);
  }

  void LinkTotal(const std::string& target) {
    tree_.Remove("chip/a/total");
    ASSERT_EQ(symlink(target.c_str(), tree_.Path("chip/a/total").c_str()), 0);
  }

  FakeTree tree_{
      {Dir("chip", {Dir("a", {File("total", "1\n")}), Dir("b", {File("total", "2\n")})})}};
  const std::string directory_ = tree_.Path("chip");
};

TEST_F(ChipFilesTest, ReadsOneFileAfterTheOther) {
  ChipFiles files(directory_);
  EXPECT_EQ(files.Read("a", "/total").value(), "1\n");
  EXPECT_EQ(files.Read("b/total", "").value(), "2\n");
  tree_.Write("chip/a/total", "3\n");
  EXPECT_EQ(files.Read("a", "/total").value(), "3\n");
}

TEST_F(ChipFilesTest, TakesAPageAndNoMore) {
  tree_.Write("chip/a/total", std::string(kSysfsPage, '1'));
  EXPECT_EQ(Read("a").value().size(), kSysfsPage);
  tree_.Write("chip/a/total", std::string(kSysfsPage + 1, '1'));
  const absl::Status status = Read("a").status();
  EXPECT_TRUE(absl::IsResourceExhausted(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree_.Path("chip/a/total")));
}

TEST_F(ChipFilesTest, NamesTheFileThatFails) {
  const absl::Status gone = Read("no").status();
  EXPECT_TRUE(absl::IsNotFound(gone));
  EXPECT_THAT(std::string(gone.message()), HasSubstr(tree_.Path("chip/no/total")));
  LinkTotal("/proc/self/mem");
  const absl::Status broken = Read("a").status();
  EXPECT_TRUE(absl::IsDataLoss(broken));
  EXPECT_THAT(std::string(broken.message()), HasSubstr(tree_.Path("chip/a/total")));
}

TEST_F(ChipFilesTest, RefusesAPathThatNoKernelTakes) {
  EXPECT_TRUE(absl::IsInvalidArgument(Read(std::string(PATH_MAX, 'x')).status()));
}

TEST_F(ChipFilesTest, FailsWhereTheDirectoryIsGone) {
  tree_.Remove("chip");
  EXPECT_TRUE(absl::IsNotFound(Read("a").status()));
}

TEST_F(ChipFilesTest, LooksInTheDirectoryThatIsThereWhenThePassBegins) {
  ASSERT_TRUE(Read("a").ok());
  tree_.Move("chip", "old");
  tree_.Make("chip/a", File("total", "5\n"));
  EXPECT_EQ(Read("a").value(), "5\n");
}

TEST_F(ChipFilesTest, ReadsAKeptFileFromItsStartWithoutOpeningIt) {
  UniqueFd kept;
  EXPECT_EQ(Read("a", &kept).value(), "1\n");
  tree_.Write("chip/a/total", "6\n");
  EXPECT_EQ(Read("a", &kept).value(), "6\n");
  tree_.Remove("chip");
  EXPECT_EQ(Read("a", &kept).value(), "6\n");
}

TEST_F(ChipFilesTest, ClosesAKeptFileThatFailsAndOpensItAnew) {
  // A file of a process is there until the process is not.
  const pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  LinkTotal(absl::StrCat("/proc/", child, "/oom_score"));
  UniqueFd kept;
  EXPECT_TRUE(Read("a", &kept).ok());
  EXPECT_TRUE(kept.valid());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(absl::IsNotFound(Read("a", &kept).status()));
  EXPECT_FALSE(kept.valid());
  tree_.Remove("chip/a/total");
  tree_.Write("chip/a/total", "7\n");
  EXPECT_EQ(Read("a", &kept).value(), "7\n");
  EXPECT_TRUE(kept.valid());
}

}  // namespace
}  // namespace neuron
