#include "agent/workload/access.h"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(AccessOf, IsFullForWhatAttachesToTheChip) {
  EXPECT_EQ(AccessOf(O_RDONLY), Access::kFull);
  EXPECT_EQ(AccessOf(O_RDWR), Access::kFull);
}

TEST(AccessOf, IsFreeForWhatAttachesNothing) {
  EXPECT_EQ(AccessOf(O_WRONLY), Access::kFree);
  EXPECT_EQ(AccessOf(3), Access::kFree);
}

TEST(AccessOf, IsNoneForADescriptorThatNeverReachedTheDriver) {
  EXPECT_EQ(AccessOf(O_PATH), Access::kNone);
  EXPECT_EQ(AccessOf(O_PATH | O_WRONLY | O_CLOEXEC), Access::kNone);
}

TEST(AccessOf, DependsOnNoOtherFlag) {
  for (unsigned flag : {O_CLOEXEC, O_NONBLOCK, O_DIRECT, O_LARGEFILE, O_APPEND, O_SYNC}) {
    EXPECT_EQ(AccessOf(O_RDWR | flag), Access::kFull);
    EXPECT_EQ(AccessOf(O_WRONLY | flag), Access::kFree);
  }
}

TEST(ParseAccess, TakesTheOctalFlags) {
  EXPECT_EQ(ParseAccess("pos:\t0\nflags:\t0100000\nmnt_id:\t15\n"), Access::kFull);
  EXPECT_EQ(ParseAccess("pos:\t0\nflags:\t0100001\nmnt_id:\t15\n"), Access::kFree);
  EXPECT_EQ(ParseAccess("flags:\t02100002\n"), Access::kFull);
  EXPECT_EQ(ParseAccess("flags:\t02100003"), Access::kFree);
  EXPECT_EQ(ParseAccess("flags:\t012000001\n"), Access::kNone);
}

TEST(ParseAccess, IsFullWhereItCannotTell) {
  for (absl::string_view text :
       {absl::string_view(), absl::string_view(""), absl::string_view("\n"),
        absl::string_view("pos:\t1\n"), absl::string_view("flags:\n"),
        absl::string_view("flags:\t0x1\n"), absl::string_view("flags:\tq1\n"),
        absl::string_view("flags:\t-1\n"), absl::string_view("flags:\t9\n"),
        absl::string_view("flags:\t01 01\n"), absl::string_view("flags:\t40000000001\n"),
        absl::string_view(" flags:\t01\n")}) {
    EXPECT_EQ(ParseAccess(text), Access::kFull) << text;
  }
}

}  // namespace
}  // namespace neuron
