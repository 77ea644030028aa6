#include "agent/telemetry/power_codec.h"

#include <limits>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

PowerUse ExamplePower() { return ExampleCounters(3).power.value(); }

agent::v1::PowerUse Encoded(const PowerUse& power) {
  agent::v1::PowerUse message;
  EncodePower(power, &message);
  return message;
}

agent::v1::RawPower Encoded(const RawPower& power) {
  agent::v1::RawPower message;
  EncodeRawPower(power, &message);
  return message;
}

TEST(DecodePower, RestoresWhatWasDrawn) {
  const PowerUse power = ExamplePower();
  EXPECT_EQ(DecodePower(Encoded(power)).value(), power);
}

TEST(EncodePower, SaysRatios) { EXPECT_DOUBLE_EQ(Encoded(ExamplePower()).min_ratio(), 0.0325); }

TEST(DecodePower, RestoresEveryPercentOfTwoDecimals) {
  PowerUse power = ExamplePower();
  for (int hundredths = 0; hundredths <= 10000; ++hundredths) {
    power.average_percent = hundredths / 100.0;
    ASSERT_EQ(DecodePower(Encoded(power))->average_percent, power.average_percent);
  }
}

TEST(EncodePower, SaysNothingWithoutAValidStatusAndBeforeTheFirstMinute) {
  const agent::v1::PowerUse message = Encoded(PowerUse());
  EXPECT_EQ(message.status(), agent::v1::POWER_STATUS_NO_DATA);
  EXPECT_FALSE(message.has_rolled_up_at());
  EXPECT_FALSE(message.has_min_ratio());
  EXPECT_EQ(DecodePower(message).value(), PowerUse());
}

TEST(DecodePower, RefusesWhatCannotBe) {
  agent::v1::PowerUse message = Encoded(ExamplePower());
  message.clear_max_ratio();
  EXPECT_EQ(DecodePower(message).status(), absl::InvalidArgumentError("max_ratio: not set"));
  message.set_max_ratio(kNan);
  EXPECT_FALSE(DecodePower(message).ok());
  message.set_max_ratio(0.5);
  message.mutable_rolled_up_at()->set_nanos(-1);
  EXPECT_FALSE(DecodePower(message).ok());
  message.clear_rolled_up_at();
  EXPECT_TRUE(DecodePower(message).ok());
  message.set_status(static_cast<agent::v1::PowerStatus>(99));
  EXPECT_FALSE(DecodePower(message).ok());
}

TEST(DecodeRawPower, RestoresEachDieAbsentOrUnknown) {
  RawPower power = ExampleCounters(3).raw_power.value();
  power.count = 3;
  power.dies[2] = {7, Reading<double>::Unknown(absl::UnknownError("out of range"))};
  EXPECT_EQ(DecodeRawPower(Encoded(power)).value(), power);
}

TEST(DecodeRawPower, RestoresThatThereAreNoDies) {
  EXPECT_EQ(DecodeRawPower(Encoded(RawPower())).value(), RawPower());
}

TEST(DecodeRawPower, RefusesDiesThatCannotBe) {
  agent::v1::RawPower message;
  message.add_dies();
  EXPECT_EQ(DecodeRawPower(message).status(), absl::InvalidArgumentError("die: not set"));
  message.mutable_dies(0)->set_die(0x80000000);
  EXPECT_FALSE(DecodeRawPower(message).ok());
  message.clear_dies();
  for (std::uint32_t die = 0; die < 5; ++die) {
    message.add_dies()->set_die(die);
  }
  EXPECT_EQ(DecodeRawPower(message).status(),
            absl::InvalidArgumentError("dies: more than a chip has"));
}

TEST(DecodeRawPower, DoesNotKnowARatioThatCannotBe) {
  agent::v1::RawPower message;
  message.add_dies()->set_die(0);
  message.mutable_dies(0)->set_ratio(kNan);
  EXPECT_TRUE(DecodeRawPower(message)->dies[0].percent.is_unknown());
}

}  // namespace
}  // namespace neuron
