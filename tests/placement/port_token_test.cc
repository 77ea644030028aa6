#include "agent/placement/port_token.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(CheckPortBase, LeavesRoomForAllChips) {
  EXPECT_TRUE(CheckPortBase(kPortBase).ok());
  EXPECT_TRUE(CheckPortBase(1024).ok());
  EXPECT_TRUE(CheckPortBase(32704).ok());
  EXPECT_EQ(CheckPortBase(32705).message(),
            "the 64 ports from 32705 are not all within 1024-32767");
  EXPECT_TRUE(absl::IsInvalidArgument(CheckPortBase(1023)));
  EXPECT_FALSE(CheckPortBase(-1).ok());
}

TEST(IsPortToken, KnowsTokensByNameOrPort) {
  EXPECT_EQ(PortTokenName(4), "neuron-chip-04");
  EXPECT_TRUE(IsPortToken({PortTokenName(4), 5, 5, ""}, kPortBase));
  EXPECT_TRUE(IsPortToken({"", kPortBase, 80, ""}, kPortBase));
  EXPECT_TRUE(IsPortToken({"", absl::nullopt, kPortBase + 63, ""}, kPortBase));
  EXPECT_FALSE(IsPortToken({"", kPortBase + 64, kPortBase, ""}, kPortBase));
  EXPECT_FALSE(IsPortToken({"web", 80, 80, ""}, kPortBase));
  EXPECT_FALSE(IsPortToken({"", absl::nullopt, absl::nullopt, ""}, kPortBase));
}

}  // namespace
}  // namespace neuron
