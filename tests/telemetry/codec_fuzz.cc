// Foreign bytes never crash, and what decodes is stable: it encodes, decodes and encodes to the
// same bytes. So does what an inventory is read from.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/telemetry/codec.h"
#include "agent/telemetry/inventory_codec.h"
#include "agent/telemetry/samples.h"

namespace {

void TryInventory(const std::uint8_t* data, std::size_t size) {
  neuron::agent::v1::Inventory message;
  if (!message.ParseFromArray(data, static_cast<int>(size))) return;
  const absl::StatusOr<neuron::Inventory> first = neuron::DecodeInventory(message);
  if (!first.ok()) return;
  const neuron::agent::v1::Inventory once = neuron::EncodeInventory(*first, "fuzz");
  const absl::StatusOr<neuron::Inventory> second = neuron::DecodeInventory(once);
  if (!second.ok()) std::abort();
  const neuron::agent::v1::Inventory twice = neuron::EncodeInventory(*second, "fuzz");
  if (once.SerializeAsString() != twice.SerializeAsString()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  TryInventory(data, size);
  neuron::agent::v1::Snapshot message;
  if (!message.ParseFromArray(data, static_cast<int>(size))) return 0;
  const absl::StatusOr<neuron::Snapshot> first = neuron::Decode(message);
  if (!first.ok()) return 0;
  const neuron::agent::v1::Snapshot once = neuron::Encode(*first, "fuzz");
  const absl::StatusOr<neuron::Snapshot> second = neuron::Decode(once);
  if (!second.ok()) std::abort();
  const neuron::agent::v1::Snapshot twice = neuron::Encode(*second, "fuzz");
  if (once.SerializeAsString() != twice.SerializeAsString()) std::abort();
  neuron::ForEachSample(*second, [](const neuron::Sample&) {});
  return 0;
}
