#include "agent/device/chip_name.h"

#include "absl/strings/str_cat.h"
#include "agent/device/chip_set.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ChipNamed, IsTheNumberBehindTheName) {
  EXPECT_EQ(ChipNamed("neuron0"), 0);
  EXPECT_EQ(ChipNamed(absl::StrCat("neuron", kMaxChips - 1)), kMaxChips - 1);
}

TEST(ChipNamed, IsNoneForOtherNames) {
  for (const char* const name : {"", "neuron", "neuron-1", "neuron01", "neuron1x", "neuron+1",
                                 "neuron 1", "neuron_core1", "Neuron1", "1"}) {
    EXPECT_EQ(ChipNamed(name), absl::nullopt) << name;
  }
}

TEST(ChipNamed, IsNoneForANumberThatNoChipCanHave) {
  EXPECT_EQ(ChipNamed(absl::StrCat("neuron", kMaxChips)), absl::nullopt);
}

}  // namespace
}  // namespace neuron
