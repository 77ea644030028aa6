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

}  // namespace
}  // namespace neuron
