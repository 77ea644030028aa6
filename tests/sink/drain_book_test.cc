#include "agent/sink/drain_book.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

unsigned ModeOf(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

class DrainBookTest : public testing::Test {
 protected:
  TemporaryDirectory parent_;
  const std::string folder_ = parent_.Path("drain");
  const DrainBook book_{folder_};
};

TEST_F(DrainBookTest, IsEmptyAtFirstAndTouchesNothing) {
  EXPECT_EQ(book_.Read().value(), DrainRecord());
  EXPECT_NE(access(folder_.c_str(), F_OK), 0);
}

TEST_F(DrainBookTest, KeepsWhatWasWrittenLastForThisUserAlone) {
  ASSERT_TRUE(book_.Write({"one", {kNow}, absl::InfinitePast()}).ok());
  const DrainRecord record = {"", {kNow}, kNow + absl::Hours(1)};
  ASSERT_TRUE(book_.Write(record).ok());
  EXPECT_EQ(DrainBook(folder_).Read().value(), record);
  EXPECT_EQ(ModeOf(folder_), 0700u);
  EXPECT_EQ(ModeOf(folder_ + "/drain"), 0600u);
}

TEST_F(DrainBookTest, LeavesADirectoryAsItIs) {
  ASSERT_EQ(mkdir(folder_.c_str(), 0700), 0);
  ASSERT_EQ(chmod(folder_.c_str(), 0755), 0);
  ASSERT_TRUE(book_.Write({}).ok());
  EXPECT_EQ(ModeOf(folder_), 0755u);
}

TEST_F(DrainBookTest, SaysWhereAndWhatToDoIfItIsNotUnderstood) {
  ASSERT_TRUE(book_.Write({}).ok());
  ASSERT_TRUE(ReplaceFile(folder_ + "/drain", "drain-7 :\nend\n", 0600).ok());
  const absl::Status refused = book_.Read().status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(absl::StrContains(refused.message(), folder_ + "/drain: line 1")) << refused;
  EXPECT_TRUE(absl::StrContains(refused.message(), "remove the file")) << refused;
}

TEST_F(DrainBookTest, SaysWhyItCannotBeReadOrWritten) {
  ASSERT_EQ(mkdir(folder_.c_str(), 0700), 0);
  ASSERT_EQ(mkdir((folder_ + "/drain").c_str(), 0700), 0);
  EXPECT_TRUE(absl::StrContains(book_.Read().status().message(), folder_ + "/drain"));
  EXPECT_FALSE(book_.Write({}).ok());
  EXPECT_FALSE(DrainBook(parent_.Path("nowhere/drain")).Write({}).ok());
}

}  // namespace
}  // namespace neuron
