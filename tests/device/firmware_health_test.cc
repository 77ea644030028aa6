#include "agent/device/firmware_health.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(ParseUnhealthyComponents, TakesNamesAsTheyAre) {
  for (const char* bytes : {"hbm,link_efa\n", "hbm,link_efa"}) {
    EXPECT_EQ(ParseUnhealthyComponents(bytes).value(),
              (UnhealthyComponents{false, "hbm,link_efa"}));
  }
  EXPECT_EQ(ParseUnhealthyComponents("flux_gate7\n").value().names, "flux_gate7");
}

TEST(ParseUnhealthyComponents, TakesALoneLineFeedForWell) {
  EXPECT_EQ(ParseUnhealthyComponents("\n").value(), (UnhealthyComponents{false, ""}));
}

TEST(ParseUnhealthyComponents, TellsThatTheRegistersCannotBeRead) {
  for (const char* bytes : {"device_unreachable\n", "device_unreachable"}) {
    EXPECT_EQ(ParseUnhealthyComponents(bytes).value(), (UnhealthyComponents{true, ""}));
  }
}

TEST(ParseUnhealthyComponents, RefusesAnythingElse) {
  for (const char* bytes : {"", "\n\n", "hbm,\n", ",hbm\n", "hbm,,sram\n", "hbm sram\n", "hbm\r\n",
                            "hbm\nsram\n", "h\x7f\n", "h\xc3\xa4\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseUnhealthyComponents(bytes).status())) << bytes;
  }
  EXPECT_THAT(std::string(ParseUnhealthyComponents("hbm sram\n").status().message()),
              HasSubstr("\"hbm sram"));
}

TEST(ParseHeartbeat, TakesEightBits) {
  EXPECT_EQ(ParseHeartbeat("0\n").value(), (Heartbeat{false, 0}));
  EXPECT_EQ(ParseHeartbeat("255").value(), (Heartbeat{false, 255}));
}

TEST(ParseHeartbeat, TellsThatTheRegistersCannotBeRead) {
  EXPECT_EQ(ParseHeartbeat("device_unreachable\n").value(), (Heartbeat{true, 0}));
}

TEST(ParseHeartbeat, RefusesAnythingElse) {
  for (const char* bytes : {"", "\n", "256\n", "-1\n", "1 \n", "busy\n", "1\n2\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseHeartbeat(bytes).status())) << bytes;
  }
  EXPECT_THAT(std::string(ParseHeartbeat("256\n").status().message()), HasSubstr("\"256"));
}

}  // namespace
}  // namespace neuron
