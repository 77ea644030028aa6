#include "agent/telemetry/firmware_codec.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

// The reading by this name stands for all that the file says.
constexpr absl::string_view kComponents = "unreachable";
constexpr absl::string_view kHeartbeat = "heartbeat_unreachable";
constexpr absl::string_view kEvents = "events_total";
constexpr char kSeparator[] = ",";

using V1Firmware = agent::v1::FirmwareHealth;

bool IsAbsent(const FirmwareHealth& firmware) {
  return firmware.components.is_absent() && firmware.heartbeat.is_absent() &&
         firmware.events.is_absent();
}

void EncodeComponents(const UnhealthyComponents& components, V1Firmware* message) {
  message->set_unreachable(components.unreachable);
  if (components.unreachable || components.names.empty()) return;
  const std::string names = ValidUtf8(components.names);
  for (const absl::string_view name : absl::StrSplit(names, kSeparator)) {
    message->add_unhealthy_components(std::string(name));
  }
}

void EncodeHeartbeat(const Heartbeat& heartbeat, V1Firmware* message) {
  message->set_heartbeat_unreachable(heartbeat.unreachable);
  if (!heartbeat.unreachable) message->set_heartbeat(heartbeat.beat);
}

UnhealthyComponents DecodeComponents(const V1Firmware& message) {
  if (message.unreachable()) return {true, ""};
  return {false, absl::StrJoin(message.unhealthy_components(), kSeparator)};
}

absl::StatusOr<Heartbeat> DecodeHeartbeat(const V1Firmware& message) {
  if (message.heartbeat_unreachable()) return Heartbeat{true, 0};
  if (!message.has_heartbeat() || message.heartbeat() > std::numeric_limits<std::uint8_t>::max()) {
    return FieldError("heartbeat", "no number of 8 bits");
  }
  return Heartbeat{false, static_cast<std::uint8_t>(message.heartbeat())};
}

}  // namespace

void EncodeFirmware(const FirmwareHealth& firmware, agent::v1::Chip* message) {
  if (IsAbsent(firmware)) return;
  V1Firmware* const encoded = message->mutable_firmware();
  UnknownFields* const unknown = encoded->mutable_unknown();
  EncodeReading(
      firmware.components, kComponents, unknown,
      [&](const UnhealthyComponents& components) { EncodeComponents(components, encoded); });
  EncodeReading(firmware.heartbeat, kHeartbeat, unknown,
                [&](const Heartbeat& heartbeat) { EncodeHeartbeat(heartbeat, encoded); });
  EncodeReading(firmware.events, kEvents, unknown,
                [&](std::uint64_t events) { encoded->set_events_total(events); });
}

FirmwareHealth DecodeFirmware(const agent::v1::Chip& message) {
  const V1Firmware& encoded = message.firmware();
  const UnknownFields& unknown = encoded.unknown();
  FirmwareHealth firmware;
  firmware.components = DecodeReading<UnhealthyComponents>(
      kComponents, unknown, encoded.has_unreachable(), DecodeComponents(encoded));
  firmware.heartbeat = DecodeReading(kHeartbeat, unknown, encoded.has_heartbeat_unreachable(),
                                     DecodeHeartbeat(encoded));
  firmware.events = DecodeReading<std::uint64_t>(kEvents, unknown, encoded.has_events_total(),
                                                 encoded.events_total());
  return firmware;
}

}  // namespace neuron
