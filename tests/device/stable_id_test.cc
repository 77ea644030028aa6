#include "agent/device/stable_id.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

Reading<PciFunction> At(std::uint8_t slot) {
  PciFunction function;
  function.address.slot = slot;
  return function;
}

TEST(StableId, IsTheSerialNumber) {
  Chip chip;
  chip.serial_number = std::string("1a2b3c4d5e000000");
  chip.pci = At(0x1e);
  EXPECT_EQ(StableId(chip), Reading<std::string>("1a2b3c4d5e000000"));
}

TEST(StableId, IsThePciAddressOfAChipWithoutOne) {
  Chip chip;
  chip.pci = At(0x1e);
  EXPECT_EQ(StableId(chip), Reading<std::string>("0000:00:1e.0"));
  chip.serial_number = Reading<std::string>::Unknown(absl::DataLossError("in reset"));
  EXPECT_EQ(StableId(chip), Reading<std::string>("0000:00:1e.0"));
}

TEST(StableId, IsUnknownOfAChipWithNeither) {
  Chip chip;
  EXPECT_TRUE(StableId(chip).is_unknown());
  const absl::Status in_reset = absl::DataLossError("in reset");
  chip.serial_number = Reading<std::string>::Unknown(in_reset);
  EXPECT_EQ(StableId(chip), Reading<std::string>::Unknown(in_reset));
  const absl::Status unpaired = absl::NotFoundError("not paired");
  chip.pci = Reading<PciFunction>::Unknown(unpaired);
  EXPECT_EQ(StableId(chip), Reading<std::string>::Unknown(unpaired));
}

}  // namespace
}  // namespace neuron
