#ifndef AGENT_TELEMETRY_INVENTORY_CODEC_H_
#define AGENT_TELEMETRY_INVENTORY_CODEC_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/device/inventory.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What is there, as a message of its own. The three states of readings, what does not travel, and
// what comes back, are as codec.h has them for a snapshot.
agent::v1::Inventory EncodeInventory(const Inventory& inventory, absl::string_view agent_version);

// The reverse. For the bytes of strangers too. FieldError as DecodeHost, DecodeChip and
// DecodeCapabilities, and for chips out of order.
absl::StatusOr<Inventory> DecodeInventory(const agent::v1::Inventory& message);

// The inventory that a snapshot is about; without capabilities if it has none (see the .proto).
absl::StatusOr<Inventory> DecodeInventory(const agent::v1::Snapshot& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_INVENTORY_CODEC_H_
