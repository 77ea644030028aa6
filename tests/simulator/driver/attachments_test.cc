#include "tests/simulator/driver/attachments.h"

#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

TEST(Attachments, GivesSoManySlotsAChip) {
  Attachments attachments;
  for (pid_t pid = 100; pid < 108; ++pid) EXPECT_TRUE(attachments.Attach(3, pid, 8));
  EXPECT_FALSE(attachments.Attach(3, 200, 8));
  EXPECT_TRUE(attachments.Attach(4, 200, 8));
  // A process that has a slot shares it among its opens.
  EXPECT_TRUE(attachments.Attach(3, 100, 8));
  EXPECT_TRUE(attachments.Detach(3, 101));
  EXPECT_TRUE(attachments.Attach(3, 200, 8));
  EXPECT_EQ(attachments.SlotsOf(3)[1].pid, 200);
}

TEST(Attachments, DetachesAtTheLastClose) {
  Attachments attachments;
  attachments.Attach(0, 7, 16);
  attachments.Attach(0, 7, 16);
  EXPECT_FALSE(attachments.Detach(0, 7));
  EXPECT_TRUE(attachments.Held(0));
  EXPECT_TRUE(attachments.Detach(0, 7));
  EXPECT_FALSE(attachments.Held(0));
  EXPECT_EQ(attachments.Find(0, 7), nullptr);
}

TEST(Attachments, IgnoresTheCloseOfAProcessThatIsNotAttached) {
  Attachments attachments;
  attachments.Attach(0, 7, 16);
  EXPECT_FALSE(attachments.Detach(0, 8));
  EXPECT_FALSE(attachments.Detach(1, 7));
  EXPECT_TRUE(attachments.Held(0));
  EXPECT_FALSE(attachments.Held(1));
}

TEST(Attachments, AProcessThatCannotBeSeenTakesNoSlot) {
  Attachments attachments;
  EXPECT_TRUE(attachments.Attach(0, 0, 16));
  EXPECT_FALSE(attachments.Held(0));
  EXPECT_FALSE(attachments.Detach(0, 0));
}

TEST(Attachments, ASlotKeepsTheMemoryOfItsLastOwner) {
  Attachments attachments;
  attachments.Attach(0, 7, 16);
  attachments.Find(0, 7)->device_bytes = 5;
  attachments.Detach(0, 7);
  attachments.Attach(0, 8, 16);
  EXPECT_EQ(attachments.Find(0, 8)->device_bytes, 5U);
}

}  // namespace
}  // namespace neuron::sim
