#include "agent/telemetry/firmware_codec.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const FirmwareHealth& firmware) {
  agent::v1::Chip message;
  EncodeFirmware(firmware, &message);
  return message;
}

FirmwareHealth Travelled(const FirmwareHealth& firmware) {
  return DecodeFirmware(Encoded(firmware));
}

TEST(DecodeFirmware, RestoresWhatIsSaid) {
  FirmwareHealth firmware;
  firmware.components = UnhealthyComponents{false, "hbm,link_efa"};
  firmware.heartbeat = Heartbeat{false, 255};
  firmware.events = std::uint64_t{7};
  EXPECT_EQ(Encoded(firmware).firmware().unhealthy_components_size(), 2);
  EXPECT_EQ(Travelled(firmware).components, firmware.components);
  EXPECT_EQ(Travelled(firmware).heartbeat, firmware.heartbeat);
  EXPECT_EQ(Travelled(firmware).events, firmware.events);
}

TEST(DecodeFirmware, RestoresThatAllIsWell) {
  FirmwareHealth firmware;
  firmware.components = UnhealthyComponents();
  EXPECT_EQ(Travelled(firmware).components, firmware.components);
}

TEST(DecodeFirmware, RestoresThatItIsUnreachableAndNothingElse) {
  FirmwareHealth firmware;
  firmware.components = UnhealthyComponents{true, ""};
  firmware.heartbeat = Heartbeat{true, 0};
  EXPECT_FALSE(Encoded(firmware).firmware().has_heartbeat());
  EXPECT_EQ(Travelled(firmware).components, firmware.components);
  EXPECT_EQ(Travelled(firmware).heartbeat, firmware.heartbeat);
}

TEST(DecodeFirmware, RestoresAbsentAndUnknown) {
  FirmwareHealth firmware;
  EXPECT_FALSE(Encoded(firmware).has_firmware());
  EXPECT_TRUE(Travelled(firmware).events.is_absent());
  firmware.components = Reading<UnhealthyComponents>::Unknown(absl::DataLossError("garbage"));
  EXPECT_EQ(Travelled(firmware).components.why(), absl::UnknownError("garbage"));
  EXPECT_TRUE(Travelled(firmware).heartbeat.is_absent());
}

TEST(DecodeFirmware, DoesNotBelieveAHeartbeatOfMoreThan8Bits) {
  agent::v1::Chip message;
  message.mutable_firmware()->set_heartbeat_unreachable(false);
  EXPECT_TRUE(DecodeFirmware(message).heartbeat.is_unknown());
  message.mutable_firmware()->set_heartbeat(256);
  EXPECT_TRUE(DecodeFirmware(message).heartbeat.is_unknown());
  message.mutable_firmware()->set_heartbeat(0);
  EXPECT_TRUE(DecodeFirmware(message).heartbeat.has_value());
}

}  // namespace
}  // namespace neuron
