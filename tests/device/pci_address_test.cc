#include "agent/device/pci_address.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(PciAddress, IsWrittenAsSysfsNamesIt) {
  EXPECT_EQ(ToString({0, 0, 0x1e, 0}), "0000:00:1e.0");
  EXPECT_EQ(ToString({0x1, 0xa0, 0x1f, 7}), "0001:a0:1f.7");
  EXPECT_EQ(ToString({0x12345, 0xff, 0, 0}), "12345:ff:00.0");
}

TEST(PciAddress, IsPossibleUpToTheWidthOfItsFields) {
  EXPECT_TRUE(IsPossible({0, 0, 0, 0}));
  EXPECT_TRUE(IsPossible({0xffffffff, 0xff, 0x1f, 7}));
  EXPECT_FALSE(IsPossible({0, 0x100, 0, 0}));
  EXPECT_FALSE(IsPossible({0, 0, 0x20, 0}));
  EXPECT_FALSE(IsPossible({0, 0, 0, 8}));
}

TEST(PciAddress, IsEqualInAllFieldsOrNot) {
  const PciAddress address = {1, 2, 3, 4};
  EXPECT_EQ(address, (PciAddress{1, 2, 3, 4}));
  for (const PciAddress& other : {PciAddress{0, 2, 3, 4}, PciAddress{1, 0, 3, 4},
                                  PciAddress{1, 2, 0, 4}, PciAddress{1, 2, 3, 0}}) {
    EXPECT_FALSE(address == other);
  }
}

}  // namespace
}  // namespace neuron
