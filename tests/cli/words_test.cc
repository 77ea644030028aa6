#include "agent/cli/words.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(BytesText, HasTheLargestUnitThatFits) {
  EXPECT_EQ(BytesText(0), "0 B");
  EXPECT_EQ(BytesText(1023), "1023 B");
  EXPECT_EQ(BytesText(1024), "1 KiB");
  EXPECT_EQ(BytesText(std::uint64_t{32} << 30), "32 GiB");
  EXPECT_EQ(BytesText(std::uint64_t{96} << 30), "96 GiB");
  EXPECT_EQ(BytesText((std::uint64_t{3} << 30) / 2), "1.5 GiB");
}

TEST(RangesText, JoinsNeighbours) {
  EXPECT_EQ(RangesText({}), "");
  EXPECT_EQ(RangesText({3}), "3");
  EXPECT_EQ(RangesText({0, 1, 2, 3, 7, 9, 10}), "0-3, 7, 9-10");
}

TEST(PciAddressOf, HasTheStateOfTheAnswers) {
  Chip chip;
  EXPECT_TRUE(PciAddressOf(chip).is_absent());
  chip.answers = Reading<DeviceAnswers>::Unknown(absl::UnavailableError("not asked"));
  EXPECT_EQ(PciAddressOf(chip).why().message(), "not asked");
  DeviceAnswers answers;
  answers.pci = PciAddress{0, 16, 30, 0};
  chip.answers = answers;
  EXPECT_EQ(ToString(PciAddressOf(chip).value()), "0000:10:1e.0");
}

}  // namespace
}  // namespace neuron
