#include "agent/device/finding.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(Word, NamesEveryCode) {
  EXPECT_STREQ(Word(FindingCode::kMissingChip), "missing_chip");
  EXPECT_STREQ(Word(FindingCode::kFewerChips), "fewer_chips");
  EXPECT_STREQ(Word(FindingCode::kMoreChips), "more_chips");
  EXPECT_STREQ(Word(FindingCode::kOtherChipType), "other_chip_type");
  EXPECT_STREQ(Word(FindingCode::kOtherTopology), "other_topology");
  EXPECT_STREQ(Word(FindingCode::kTwinChips), "twin_chips");
  EXPECT_STREQ(Word(FindingCode::kUnclearPciAddress), "unclear_pci_address");
  EXPECT_STREQ(Word(FindingCode::kModuleParameter), "module_parameter");
}

}  // namespace
}  // namespace neuron
