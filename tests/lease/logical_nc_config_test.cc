#include "agent/lease/logical_nc_config.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ParseLogicalNcConfig, IsOneOrTwo) {
  EXPECT_EQ(*ParseLogicalNcConfig("X", "1"), 1);
  EXPECT_EQ(*ParseLogicalNcConfig("X", "2"), 2);
  EXPECT_EQ(ParseLogicalNcConfig("X", "3").status(),
            absl::InvalidArgumentError("X=3 is not 1 or 2"));
  EXPECT_EQ(ParseLogicalNcConfig("X", "a\nb").status(),
            absl::InvalidArgumentError("X=a\\nb is not 1 or 2"));
}

TEST(ParseLogicalNcConfigFile, FindsItsLine) {
  EXPECT_EQ(*ParseLogicalNcConfigFile("NEURON_LOGICAL_NC_CONFIG=1"), 1);
  EXPECT_EQ(*ParseLogicalNcConfigFile("# ours\nA=7\n NEURON_LOGICAL_NC_CONFIG=2 \r\n"), 2);
}

TEST(ParseLogicalNcConfigFile, TakesTheLastOfSeveral) {
  EXPECT_EQ(*ParseLogicalNcConfigFile("NEURON_LOGICAL_NC_CONFIG=2\nNEURON_LOGICAL_NC_CONFIG=1\n"),
            1);
}

TEST(ParseLogicalNcConfigFile, IsZeroWithoutALine) {
  EXPECT_EQ(*ParseLogicalNcConfigFile(""), 0);
  EXPECT_EQ(*ParseLogicalNcConfigFile("NEURON_LOGICAL_NC_CONFIGURATION=1\n"), 0);
}

TEST(ParseLogicalNcConfigFile, NamesABadValue) {
  EXPECT_EQ(ParseLogicalNcConfigFile("NEURON_LOGICAL_NC_CONFIG=\n").status(),
            absl::InvalidArgumentError("NEURON_LOGICAL_NC_CONFIG= is not 1 or 2"));
}

}  // namespace
}  // namespace neuron
