#include "agent/sink/encoded_snapshot.h"

#include <cstddef>
#include <utility>

#include "absl/strings/string_view.h"
#include "agent/sink/byte_message.h"
#include "agent/telemetry/codec.h"
#include "agent/telemetry/inventory_codec.h"
#include "google/protobuf/arena.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {
namespace {

// A message has thousands of parts. On an arena they are made, and freed, a block at a time.
constexpr std::size_t kArenaBlock = 64 * 1024;

using Encoding = void (*)(const Snapshot& snapshot, absl::string_view agent_version,
                          agent::v1::Snapshot* message);

grpc::ByteBuffer PackAs(Encoding encode, const Snapshot& snapshot,
                        absl::string_view agent_version) {
  google::protobuf::ArenaOptions blocks;
  blocks.start_block_size = kArenaBlock;
  blocks.max_block_size = kArenaBlock;
  google::protobuf::Arena arena(blocks);
  auto* const message = google::protobuf::Arena::CreateMessage<agent::v1::Snapshot>(&arena);
  encode(snapshot, agent_version, message);
  return Pack(*message);
}

// All that a core has is counters, but for these.
void ClearCounters(agent::v1::Core* core) {
  agent::v1::Core rest;
  rest.set_index(core->index());
  rest.set_arch_type(core->arch_type());
  rest.mutable_unknown()->Swap(core->mutable_unknown());
  core->Swap(&rest);
}

void ClearCounters(agent::v1::PciFunction* function) {
  if (!function->has_errors()) return;
  function->mutable_errors()->clear_correctable_total();
  function->mutable_errors()->clear_nonfatal_total();
  function->mutable_errors()->clear_fatal_total();
}

void ClearCounters(agent::v1::Chip* chip) {
  chip->clear_read_at();
  chip->clear_executing();
  // The verdict and its reason stay.
  chip->clear_signs();
  chip->clear_counter_groups();
  chip->clear_sram_ecc_uncorrected_total();
  chip->clear_hbm_ecc_uncorrected_total();
  chip->clear_hbm_ecc_repairable_total();
  chip->clear_sram_ecc_corrected_total();
  chip->clear_hbm_ecc_corrected_total();
  chip->clear_firmware();
  chip->clear_power();
  chip->clear_raw_power();
  chip->clear_host_memory_by_class();
  chip->clear_rebases();
  if (chip->has_pci()) ClearCounters(chip->mutable_pci());
  for (agent::v1::Core& core : *chip->mutable_cores()) {
    ClearCounters(&core);
  }
}

void ClearCounters(agent::v1::Host* host) {
  host->clear_enumerated_at();
  for (agent::v1::MissingChip& missing : *host->mutable_missing_chips()) {
    if (missing.has_function()) ClearCounters(missing.mutable_function());
  }
}

void ClearCounters(agent::v1::ProbeReport* probe) {
  probe->clear_runs_total();
  probe->clear_run_time();
  probe->clear_drops_total();
}

// The events stay: one that comes is news.
void ClearCounters(agent::v1::KernelLog* log) {
  agent::v1::KernelLog rest;
  rest.mutable_security_events()->Swap(log->mutable_security_events());
  log->Swap(&rest);
}

void ClearTimeAndCounters(agent::v1::Snapshot* snapshot) {
  snapshot->clear_sequence();
  snapshot->clear_taken_at();
  snapshot->clear_collection_time();
  snapshot->clear_holders_read_at();
  snapshot->clear_containers_read_at();
  ClearCounters(snapshot->mutable_host());
  if (snapshot->has_kernel_log()) ClearCounters(snapshot->mutable_kernel_log());
  for (agent::v1::Chip& chip : *snapshot->mutable_chips()) {
    ClearCounters(&chip);
  }
  for (agent::v1::SourceReport& source : *snapshot->mutable_sources()) {
    source.clear_last_success();
  }
  for (agent::v1::Container& container : *snapshot->mutable_containers()) {
    container.clear_told_at();
    container.clear_cpu_time();
    container.clear_memory_bytes();
  }
  for (agent::v1::Holder& holder : *snapshot->mutable_holders()) {
    holder.clear_cpu_time();
    holder.clear_memory_bytes();
    holder.clear_state_since();
  }
  for (agent::v1::ProbeReport& probe : *snapshot->mutable_probes()) {
    ClearCounters(&probe);
  }
}

}  // namespace

EncodedSnapshot::EncodedSnapshot(std::shared_ptr<const Snapshot> snapshot,
                                 std::string agent_version)
    : snapshot_(std::move(snapshot)), agent_version_(std::move(agent_version)) {}

const grpc::ByteBuffer& EncodedSnapshot::message() const {
  std::call_once(message_once_, [this] { message_ = PackAs(Encode, *snapshot_, agent_version_); });
  return message_;
}

const grpc::ByteBuffer& EncodedSnapshot::message_without_capabilities() const {
  std::call_once(tick_once_,
                 [this] { tick_ = PackAs(EncodeWithoutCapabilities, *snapshot_, agent_version_); });
  return tick_;
}

bool EncodedSnapshot::HasCapabilitiesOf(const EncodedSnapshot& other) const {
  const Inventory& ours = *snapshot_->inventory;
  const Inventory& theirs = *other.snapshot_->inventory;
  return &ours == &theirs || ours.capabilities == theirs.capabilities;
}

grpc::ByteBuffer EncodedSnapshot::inventory() const {
  return Pack(EncodeInventory(*snapshot_->inventory, agent_version_));
}

bool EncodedSnapshot::DiffersFrom(const EncodedSnapshot& other) const {
  return Essence() != other.Essence();
}

const std::string& EncodedSnapshot::Essence() const {
  std::call_once(essence_once_, [this] {
    agent::v1::Snapshot message = Encode(*snapshot_, agent_version_);
    ClearTimeAndCounters(&message);
    essence_ = message.SerializeAsString();
  });
  return essence_;
}

}  // namespace neuron
