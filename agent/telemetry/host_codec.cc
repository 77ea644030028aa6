#include "agent/telemetry/host_codec.h"

#include <cstdint>
#include <string>

#include "agent/base/status.h"
#include "agent/device/chip_set.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

absl::StatusOr<int> DecodeExpectedChips(std::uint32_t chips) {
  if (chips > kMaxChips) return FieldError("expected_chips", "more than 64");
  return static_cast<int>(chips);
}

}  // namespace

void EncodeHost(const Inventory& inventory, NodeHealth health, agent::v1::Host* message) {
  UnknownFields* unknown = message->mutable_unknown();
  EncodeReading(inventory.instance_type, "instance_type", unknown,
                [&](const std::string& type) { message->set_instance_type(ValidUtf8(type)); });
  EncodeReading(inventory.driver_version, "driver_version", unknown,
                [&](const std::string& text) { message->set_driver_version(ValidUtf8(text)); });
  message->set_driver_loaded(inventory.driver_loaded);
  EncodeReading(inventory.expected_chips, "expected_chips", unknown,
                [&](int chips) { message->set_expected_chips(static_cast<std::uint32_t>(chips)); });
  message->set_health(EncodeEnum(health));
  if (HasTimestamp(inventory.enumerated_at)) {
    *message->mutable_enumerated_at() = EncodeTime(inventory.enumerated_at);
  }
}

absl::StatusOr<Inventory> DecodeHost(const agent::v1::Host& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_driver_loaded(), "driver_loaded"));
  const UnknownFields& unknown = message.unknown();
  Inventory inventory;
  NEURON_ASSIGN_OR_RETURN(
      inventory.enumerated_at,
      DecodeTime("enumerated_at", message.has_enumerated_at(), message.enumerated_at()));
  inventory.driver_loaded = message.driver_loaded();
  inventory.driver_version = DecodeReading<std::string>(
      "driver_version", unknown, message.has_driver_version(), message.driver_version());
  inventory.instance_type = DecodeReading<std::string>(
      "instance_type", unknown, message.has_instance_type(), message.instance_type());
  inventory.expected_chips = DecodeReading("expected_chips", unknown, message.has_expected_chips(),
                                           DecodeExpectedChips(message.expected_chips()));
  return inventory;
}

NodeHealth DecodeNodeHealth(const agent::v1::Host& message) {
  return DecodeEnum(message.health()).value_or(NodeHealth::kUnknown);
}

}  // namespace neuron
