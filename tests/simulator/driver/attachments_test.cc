#include "tests/simulator/driver/attachments.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

TEST(Attachments, HasSixteenSlotsAChip) {
  Attachments attachments;
  for (pid_t pid = 100; pid < 116; ++pid) EXPECT_TRUE(attachments.Attach(3, pid));
  EXPECT_FALSE(attachments.Attach(3, 200));
  EXPECT_TRUE(attachments.Attach(4, 200));
  // A process that has a slot shares it among its opens.
  EXPECT_TRUE(attachments.Attach(3, 100));
  EXPECT_TRUE(attachments.Detach(3, 101));
  EXPECT_TRUE(attachments.Attach(3, 200));
}

TEST(Attachments, DetachesAtTheLastClose) {
  Attachments attachments;
  attachments.Attach(0, 7);
  attachments.Attach(0, 7);
  EXPECT_FALSE(attachments.Detach(0, 7));
  EXPECT_TRUE(attachments.Held(0));
  EXPECT_TRUE(attachments.Detach(0, 7));
  EXPECT_FALSE(attachments.Held(0));
}

TEST(Attachments, IgnoresTheCloseOfAProcessThatIsNotAttached) {
  Attachments attachments;
  attachments.Attach(0, 7);
  EXPECT_FALSE(attachments.Detach(0, 8));
  EXPECT_FALSE(attachments.Detach(1, 7));
  EXPECT_TRUE(attachments.Held(0));
  EXPECT_FALSE(attachments.Held(1));
}

}  // namespace
}  // namespace neuron::sim
