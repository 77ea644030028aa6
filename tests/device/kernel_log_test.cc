#include "agent/device/kernel_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kKmsg[] = "/dev/kmsg";

// Says something in the kernel's log; false if this process may not.
bool Say(const std::string& text) {
  const UniqueFd fd(open(kKmsg, O_WRONLY | O_CLOEXEC));
  return fd.valid() && write(fd.get(), text.data(), text.size()) > 0;
}

TEST(ReadKernelLog, HasTheTextsOfRecordsOneALine) {
  const std::string mark = absl::StrCat("kernel_log_test of ", getpid());
  if (!Say(mark + " first\n") || !Say(mark + " second\n")) {
    GTEST_SKIP() << "SKIPPED: may not write to " << kKmsg;
  }
  const absl::StatusOr<std::string> log = ReadKernelLog(kKmsg);
  ASSERT_EQ(log.status(), absl::OkStatus());
  EXPECT_THAT(*log, HasSubstr(absl::StrCat("\n", mark, " first\n")));
  EXPECT_LT(log->find(mark + " first"), log->find(mark + " second"));
}

TEST(ReadKernelLog, DropsThePrefixAndTheContinuationLines) {
  const std::string mark = absl::StrCat("kernel_log_test of ", getpid(), " plain");
  if (!Say("<6>" + mark + "\n")) {
    GTEST_SKIP() << "SKIPPED: may not write to " << kKmsg;
  }
  const std::string log = ReadKernelLog(kKmsg).value();
  const std::size_t line = log.rfind('\n', log.find(mark));
  EXPECT_EQ(log.substr(line + 1, mark.size() + 1), mark + "\n");
}

TEST(ReadKernelLog, GivesAFileInItsPlaceAsItIs) {
  const FakeTree tree({File("kmsg", "6,1,2,-;neuron: hello\n[ 3.5] x\n"), File("empty", "")});
  EXPECT_EQ(ReadKernelLog(tree.Path("kmsg")).value(), "6,1,2,-;neuron: hello\n[ 3.5] x\n");
  EXPECT_EQ(ReadKernelLog(tree.Path("empty")).value(), "");
}

TEST(ReadKernelLog, RefusesAFileThatIsTooLarge) {
  const FakeTree tree({File("large", std::string((4 << 20) + 1, '\n'))});
  EXPECT_TRUE(absl::IsResourceExhausted(ReadKernelLog(tree.Path("large")).status()));
}

TEST(ReadKernelLog, OpensNothingThatIsNotTheLog) {
  const FakeTree tree;
  const std::string pipe = tree.Path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_TRUE(absl::IsInvalidArgument(ReadKernelLog(pipe).status()));
  // Has text, and is a device of another number.
  EXPECT_TRUE(absl::IsInvalidArgument(ReadKernelLog("/dev/zero").status()));
}

TEST(IsKernelLog, GoesByTheNumberOfTheDevice) {
  struct stat found = {};
  found.st_mode = S_IFCHR;
  found.st_rdev = 1 << 8 | 11;
  EXPECT_TRUE(IsKernelLog(found));
  found.st_rdev = 1 << 8 | 3;
  EXPECT_FALSE(IsKernelLog(found));
  found.st_mode = S_IFREG;
  found.st_rdev = 1 << 8 | 11;
  EXPECT_FALSE(IsKernelLog(found));
}

TEST(ReadKernelLog, NamesThePathItCannotOpen) {
  const FakeTree tree;
  const absl::Status status = ReadKernelLog(tree.Path("none")).status();
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path("none")));
}

}  // namespace
}  // namespace neuron
