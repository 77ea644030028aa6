#include "agent/device/chip_type.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

constexpr std::uint64_t kGiB = 1024 * 1024 * 1024;

// neuron-driver.md §§7.2, 9.1 and the values of neuron.chip-type, restated.
const ChipTypeFacts kTypes[] = {
    {ChipType::kInferentia, "Inferentia", "inferentia", 4, 8 * kGiB},
    {ChipType::kTrainium1, "Trainium1", "trainium1", 2, 32 * kGiB},
    {ChipType::kInferentia2, "Inferentia2", "inferentia2", 2, 32 * kGiB},
    {ChipType::kTrainium2, "Trainium2", "trainium2", 8, 103079215104},
    {ChipType::kTrainium3, "Trainium3", "trainium3", 8, 144 * kGiB},
};

TEST(ChipType, HasTheFactsOfItsChip) {
  for (const ChipTypeFacts& expected : kTypes) {
    const ChipTypeFacts& facts = FactsOf(expected.type);
    EXPECT_EQ(facts.type, expected.type);
    EXPECT_EQ(facts.device_name, expected.device_name);
    EXPECT_EQ(facts.attribute, expected.attribute);
    EXPECT_EQ(facts.cores, expected.cores);
    EXPECT_EQ(facts.memory_bytes, expected.memory_bytes);
  }
}

TEST(FindChipType, KnowsEachTypeByWhatItsChipsCallThemselves) {
  for (const ChipTypeFacts& expected : kTypes) {
    EXPECT_EQ(FindChipType(expected.device_name), &FactsOf(expected.type));
  }
}

TEST(FindChipType, KnowsNoOtherName) {
  for (const char* name :
       {"", "trainium1", "Trainium", "Trainium10", "Trainium1 ", "Inferentia3"}) {
    EXPECT_EQ(FindChipType(name), nullptr) << name;
  }
}

TEST(ChipTypeOnPci, KnowsEveryDeviceId) {
  // neuron-driver.md §3.1, restated.
  for (std::uint32_t id : {0x7064, 0x7065, 0x7066, 0x7067}) {
    EXPECT_EQ(ChipTypeOnPci(id), ChipType::kInferentia);
  }
  EXPECT_EQ(ChipTypeOnPci(0x7164), ChipType::kTrainium1);
  EXPECT_EQ(ChipTypeOnPci(0x7264), ChipType::kInferentia2);
  EXPECT_EQ(ChipTypeOnPci(0x7364), ChipType::kTrainium2);
  EXPECT_EQ(ChipTypeOnPci(0x7564), ChipType::kTrainium3);
  EXPECT_EQ(ChipTypeOnPci(0x7565), ChipType::kTrainium3);
}

TEST(ChipTypeOnPci, KnowsNoOtherDevice) {
  for (std::uint32_t id : {0U, 0x7063U, 0x7068U, 0x7165U, 0x7464U, 0x7566U, 0xec20U, 0xffffU}) {
    EXPECT_FALSE(ChipTypeOnPci(id).has_value()) << id;
  }
}

}  // namespace
}  // namespace neuron
