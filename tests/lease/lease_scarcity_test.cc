#include "agent/lease/lease_scarcity.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

Lease Of(ChipSet chips, int pid) {
  Lease lease;
  lease.chips = chips;
  lease.pid = pid;
  lease.command = "train";
  return lease;
}

TEST(ScarcityText, SaysWhoHasTheChips) {
  EXPECT_EQ(ScarcityText({}, {}), "free: none; leased: none");
  EXPECT_EQ(ScarcityText({0, 1, 3}, {Of({4, 5}, 7), Of({8}, 9)}),
            "free: 0-1, 3; leased: 4-5 to pid 7 (train), 8 to pid 9 (train)");
}

TEST(ScarcityText, NamesEightLesseesAtMost) {
  std::vector<Lease> leases;
  for (int chip = 0; chip < 16; ++chip) {
    leases.push_back(Of({chip}, chip + 1));
  }
  const std::string text = ScarcityText({}, leases);
  EXPECT_NE(text.find("7 to pid 8 (train), and 8 more"), std::string::npos) << text;
}

}  // namespace
}  // namespace neuron
