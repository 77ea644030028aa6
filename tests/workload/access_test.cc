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

}  // namespace
}  // namespace neuron
