#include "agent/device/instance_type.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(FindInstanceType, KnowsEveryInstanceThatIsSoldWithChips) {
  // The single instances of neuron-driver.md §9.2.
  const InstanceTypeFacts types[] = {
      {"inf1.xlarge", ChipType::kInferentia, 1},    {"inf1.2xlarge", ChipType::kInferentia, 1},
      {"inf1.6xlarge", ChipType::kInferentia, 4},   {"inf1.24xlarge", ChipType::kInferentia, 16},
      {"inf2.xlarge", ChipType::kInferentia2, 1},   {"inf2.8xlarge", ChipType::kInferentia2, 1},
      {"inf2.24xlarge", ChipType::kInferentia2, 6}, {"inf2.48xlarge", ChipType::kInferentia2, 12},
      {"trn1.2xlarge", ChipType::kTrainium1, 1},    {"trn1.32xlarge", ChipType::kTrainium1, 16},
      {"trn1n.32xlarge", ChipType::kTrainium1, 16}, {"trn2.3xlarge", ChipType::kTrainium2, 1},
      {"trn2.48xlarge", ChipType::kTrainium2, 16},  {"trn2n.48xlarge", ChipType::kTrainium2, 16},
      {"trn2u.48xlarge", ChipType::kTrainium2, 16},
  };
  for (const InstanceTypeFacts& expected : types) {
    const InstanceTypeFacts* facts = FindInstanceType(expected.name);
    ASSERT_NE(facts, nullptr) << expected.name;
    EXPECT_EQ(facts->name, expected.name);
    EXPECT_EQ(facts->chip_type, expected.chip_type) << expected.name;
    EXPECT_EQ(facts->chips, expected.chips) << expected.name;
  }
}

TEST(FindInstanceType, KnowsNoTypeWithoutChipsAndNoneThatItWasNotTold) {
  for (const char* name :
       {"", "m5.large", "inf2", "inf2.24xlarge ", "trn9.48xlarge", "trn3.48xlarge"}) {
    EXPECT_EQ(FindInstanceType(name), nullptr) << name;
  }
}

TEST(IsUltraServer, IsTrueOfTheMembersOnly) {
  for (const char* name : {"trn2p.48xlarge", "trn2eu.48xlarge", "trn2u.48xlarge",
                           "trn2u-ac.24xlarge", "trn3p.48xlarge"}) {
    EXPECT_TRUE(IsUltraServer(name)) << name;
  }
  for (const char* name : {"", "trn2.48xlarge", "trn2n.48xlarge", "trn1.32xlarge", "trn2u"}) {
    EXPECT_FALSE(IsUltraServer(name)) << name;
  }
}

}  // namespace
}  // namespace neuron
