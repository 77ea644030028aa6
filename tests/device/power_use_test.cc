#include "agent/device/power_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(ParsePowerUse, TakesTheLastMinute) {
  const PowerUse expected = {PowerStatus::kValid, absl::FromUnixSeconds(1795000020), 0.86, 25,
                             18.86};
  for (const char* bytes : {"POWER_STATUS_VALID,1795000020,0.86,25.00,18.86\n",
                            "POWER_STATUS_VALID,1795000020,0.86,25,18.86"}) {
    EXPECT_EQ(ParsePowerUse(bytes).value(), expected);
  }
}

TEST(ParsePowerUse, TellsStatusesByEquality) {
  const struct {
    const char* bytes;
    PowerStatus status;
  } cases[] = {{"POWER_STATUS_VALID,60,1.00,1.00,1.00\n", PowerStatus::kValid},
               {"POWER_STATUS_NO_DATA,60,1.00,1.00,1.00\n", PowerStatus::kNoData},
               {"POWER_STATUS_INVALID,60,1.00,1.00,1.00\n", PowerStatus::kInvalid},
               {"POWER_STATUS_MAX,60,1.00,1.00,1.00\n", PowerStatus::kMax}};
  for (const auto& c : cases) {
    EXPECT_EQ(ParsePowerUse(c.bytes).value().status, c.status) << c.bytes;
  }
  for (const char* bytes :
       {"POWER_STATUS_VALI,60,1.00,1.00,1.00\n", "POWER_STATUS_VALIDATED,60,1.00,1.00,1.00\n",
        "INVALID,60,1.00,1.00,1.00\n", ",60,1.00,1.00,1.00\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParsePowerUse(bytes).status())) << bytes;
  }
}

TEST(ParsePowerUse, SaysNothingUnlessTheStatusIsValid) {
  const PowerUse use = ParsePowerUse("POWER_STATUS_INVALID,60,1.00,2.00,1.50\n").value();
  EXPECT_EQ(use, (PowerUse{PowerStatus::kInvalid, absl::FromUnixSeconds(60), 0, 0, 0}));
}

TEST(ParsePowerUse, HasTheEpochBeforeTheFirstMinute) {
  EXPECT_EQ(ParsePowerUse("POWER_STATUS_NO_DATA,0,0.00,0.00,0.00\n").value(), PowerUse());
  EXPECT_EQ(PowerUse().rolled_up_at, absl::UnixEpoch());
}

TEST(ParsePowerUse, RefusesAnythingElse) {
  for (const char* bytes :
       {"", "\n", "POWER_STATUS_VALID\n", "POWER_STATUS_VALID,60,1.00,1.00\n",
        "POWER_STATUS_VALID,60,1.00,1.00,1.00,1.00\n", "POWER_STATUS_VALID,-60,1.00,1.00,1.00\n",
        "POWER_STATUS_VALID,9223372036854775808,1.00,1.00,1.00\n",
        "POWER_STATUS_VALID,60,nan,1.00,1.00\n", "POWER_STATUS_VALID,60,1e3,1.00,1.00\n",
        "POWER_STATUS_VALID,60,-1.00,1.00,1.00\n", "POWER_STATUS_VALID,60,1.,1.00,1.00\n",
        "POWER_STATUS_VALID,60,.5,1.00,1.00\n", "POWER_STATUS_VALID,60,1.0.0,1.00,1.00\n",
        "POWER_STATUS_VALID,60, 1.00,1.00,1.00\n", "POWER_STATUS_VALID,60,1.00,1.00,1.00\n\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParsePowerUse(bytes).status())) << bytes;
  }
  const std::string endless = "POWER_STATUS_VALID,60,1.00,1.00," + std::string(1000, '9') + "\n";
  EXPECT_TRUE(absl::IsDataLoss(ParsePowerUse(endless).status()));
  EXPECT_THAT(std::string(ParsePowerUse("busy\n").status().message()), HasSubstr("\"busy"));
}

TEST(ParseRawPower, TakesALineForEachDieInTheirOrder) {
  for (const char* bytes : {"1,12.50\n0,unavailable\n", "1,12.5\n0,unavailable"}) {
    const RawPower power = ParseRawPower(bytes).value();
    ASSERT_EQ(power.count, 2U);
    EXPECT_EQ(power.dies[0], (RawPower::Die{1, 12.5}));
    EXPECT_EQ(power.dies[1], (RawPower::Die{0, Reading<double>::Absent()}));
  }
}

TEST(ParseRawPower, DoesNotKnowADieWhoseLineIsNoNumber) {
  for (const char* bytes :
       {"3,error\n", "3,\n", "3,1.5,2.5\n", "3,-1\n", "3,inf\n", "3,unavailable \n"}) {
    const RawPower power = ParseRawPower(bytes).value();
    ASSERT_EQ(power.count, 1U) << bytes;
    EXPECT_EQ(power.dies[0].die, 3);
    EXPECT_TRUE(power.dies[0].percent.is_unknown()) << bytes;
  }
}

TEST(ParseRawPower, RefusesAnythingElse) {
  for (const char* bytes : {"", "\n", "unavailable\n", ",1\n", "a,1\n", "-1,1\n", "99999999999,1\n",
                            "0,1\n\n", "0,1\n1,1\n2,1\n3,1\n4,1\n", "0,1\n0,2\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseRawPower(bytes).status())) << bytes;
  }
  EXPECT_THAT(std::string(ParseRawPower("busy\n").status().message()), HasSubstr("\"busy"));
}

}  // namespace
}  // namespace neuron
