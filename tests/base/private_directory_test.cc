#include "agent/base/private_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::HasSubstr;

mode_t ModeOf(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

class PrivateDirectoryTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  const std::string path_ = directory_.Path("private");
};

TEST_F(PrivateDirectoryTest, IsForThisUserOnly) {
  ASSERT_TRUE(MakePrivateDirectory(path_).ok());
  EXPECT_EQ(ModeOf(path_), 0700u);
  chmod(path_.c_str(), 0777);
  ASSERT_TRUE(MakePrivateDirectory(path_).ok());
  EXPECT_EQ(ModeOf(path_), 0700u);
}

TEST_F(PrivateDirectoryTest, IsNoFileAndNoLink) {
  const std::string file = directory_.Write("file", "");
  ASSERT_EQ(symlink("/tmp", path_.c_str()), 0);
  for (const std::string& other : {file, path_}) {
    const absl::Status status = MakePrivateDirectory(other);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr(other));
  }
}

TEST_F(PrivateDirectoryTest, NeedsAParent) {
  const absl::Status status = MakePrivateDirectory(path_ + "/below");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr(path_ + "/below"));
}

}  // namespace
}  // namespace neuron
