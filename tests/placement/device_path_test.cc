#include "agent/placement/device_path.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ChipOfDevicePath, UndoesDevicePath) {
  EXPECT_EQ(DevicePath(3), "/dev/neuron3");
  EXPECT_EQ(ChipOfDevicePath(DevicePath(15)), 15);
  EXPECT_EQ(ChipOfDevicePath("/dev/neuron0"), 0);
}

TEST(ChipOfDevicePath, TakesNumbersThatThereCannotBe) {
  EXPECT_EQ(ChipOfDevicePath("/dev/neuron4711"), 4711);
}

TEST(ChipOfDevicePath, IsNothingOfOtherPaths) {
  for (const char* const path : {"", "/dev", "/dev/neuron", "/dev/neuron01", "/dev/neuron-1",
                                 "/dev/neuron+1", "/dev/neuron 1", "/dev/neuron1x",
                                 "/dev/neuron99999999999", "/dev/nvidia0", "x/dev/neuron1"}) {
    EXPECT_EQ(ChipOfDevicePath(path), absl::nullopt) << path;
  }
}

}  // namespace
}  // namespace neuron
