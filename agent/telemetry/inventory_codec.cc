#include "agent/telemetry/inventory_codec.h"

#include <string>

#include "agent/base/status.h"
#include "agent/telemetry/capability_codec.h"
#include "agent/telemetry/chip_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/host_codec.h"
#include "agent/telemetry/pod_codec.h"

namespace neuron {
namespace {

template <typename Message>
absl::StatusOr<Inventory> DecodeParts(const Message& message) {
  absl::StatusOr<Inventory> inventory = DecodeHost(message.host());
  if (!inventory.ok()) return Within("host", inventory.status());
  NEURON_ASSIGN_OR_RETURN(inventory->chips, DecodeChips(message.chips()));
  SpreadPod(DecodePod(message.host()), &inventory->chips);
  NEURON_ASSIGN_OR_RETURN(inventory->capabilities, DecodeCapabilities(message.capabilities()));
  return inventory;
}

}  // namespace

agent::v1::Inventory EncodeInventory(const Inventory& inventory, absl::string_view agent_version) {
  agent::v1::Inventory message;
  message.set_agent_version(std::string(agent_version));
  EncodeHost(inventory, message.mutable_host());
  for (const Chip& chip : inventory.chips) {
    EncodeChip(chip, message.add_chips());
  }
  EncodeCapabilities(inventory.capabilities, message.mutable_capabilities());
  return message;
}

absl::StatusOr<Inventory> DecodeInventory(const agent::v1::Inventory& message) {
  return DecodeParts(message);
}

absl::StatusOr<Inventory> DecodeInventory(const agent::v1::Snapshot& message) {
  return DecodeParts(message);
}

}  // namespace neuron
