#include "agent/base/pid_lock.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

bool Exists(const std::string& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0;
}

TEST(PidLock, NamesTheHolder) {
  const TemporaryDirectory directory;
  const absl::StatusOr<PidLock> first = PidLock::Take(directory.Path("lock"));
  ASSERT_TRUE(first.ok()) << first.status();
  const absl::StatusOr<PidLock> second = PidLock::Take(directory.Path("lock"));
  EXPECT_EQ(second.status(), absl::AlreadyExistsError(absl::StrCat("pid ", getpid())));
}

TEST(PidLock, UnlinksTheFileInTheEnd) {
  const TemporaryDirectory directory;
  {
    const absl::StatusOr<PidLock> lock = PidLock::Take(directory.Path("lock"));
    ASSERT_TRUE(lock.ok()) << lock.status();
    EXPECT_TRUE(Exists(directory.Path("lock")));
  }
  EXPECT_FALSE(Exists(directory.Path("lock")));
  EXPECT_TRUE(PidLock::Take(directory.Path("lock")).ok());
}

TEST(PidLock, OfAKilledProcessIsFree) {
  const TemporaryDirectory directory;
  const pid_t child = fork();
  if (child == 0) {
    const absl::StatusOr<PidLock> lock = PidLock::Take(directory.Path("lock"));
    _exit(lock.ok() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(Exists(directory.Path("lock")));
  EXPECT_TRUE(PidLock::Take(directory.Path("lock")).ok());
}

TEST(PidLock, DoesNotFollowALink) {
  const TemporaryDirectory directory;
  const std::string target = directory.Write("precious", "bytes");
  ASSERT_EQ(symlink(target.c_str(), directory.Path("lock").c_str()), 0);
  EXPECT_FALSE(PidLock::Take(directory.Path("lock")).ok());
}

TEST(PidLock, NamesADirectoryThatIsMissing) {
  const TemporaryDirectory directory;
  const absl::Status status = PidLock::Take(directory.Path("missing/lock")).status();
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_NE(std::string(status.message()).find(directory.Path("missing/lock")), std::string::npos);
}

}  // namespace
}  // namespace neuron
