#include "agent/telemetry/codec.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/base/status.h"
#include "agent/telemetry/capability_codec.h"
#include "agent/telemetry/chip_codec.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/chip_state_codec.h"
#include "agent/telemetry/container_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/holder_codec.h"
#include "agent/telemetry/host_codec.h"
#include "agent/telemetry/inventory_codec.h"
#include "agent/telemetry/kernel_log_codec.h"
#include "agent/telemetry/lease_codec.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/probe_codec.h"
#include "agent/telemetry/reservation_codec.h"
#include "agent/telemetry/source_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/traces_codec.h"
#include "agent/telemetry/workload_finding_codec.h"

namespace neuron {
namespace {

void EncodeChips(const Snapshot& snapshot, agent::v1::Snapshot* message) {
  message->mutable_chips()->Reserve(static_cast<int>(snapshot.chips.size()));
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    agent::v1::Chip* chip = message->add_chips();
    EncodeChip(snapshot.inventory->chips[i], chip);
    EncodeChipState(snapshot.chips[i], chip);
  }
}

absl::Status RequireFields(const agent::v1::Snapshot& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_sequence(), "sequence"));
  NEURON_RETURN_IF_ERROR(RequireField(message.has_taken_at(), "taken_at"));
  NEURON_RETURN_IF_ERROR(RequireField(message.has_collection_time(), "collection_time"));
  return RequireField(message.has_host(), "host");
}

absl::Status DecodeInstant(const agent::v1::Snapshot& message, Snapshot* snapshot) {
  snapshot->sequence = message.sequence();
  NEURON_ASSIGN_OR_RETURN(snapshot->taken_at, DecodeTime("taken_at", true, message.taken_at()));
  NEURON_ASSIGN_OR_RETURN(snapshot->collection_time,
                          DecodeDuration("collection_time", message.collection_time()));
  return absl::OkStatus();
}

bool IsKnownToBeFree(const ChipState& state) {
  return state.allocation.occupancy == Occupancy::kFree &&
         (state.health.verdict == Verdict::kOk || state.health.verdict == Verdict::kSuspect);
}

absl::Status DecodeFree(const agent::v1::Snapshot& message, Snapshot* snapshot) {
  NEURON_ASSIGN_OR_RETURN(const ChipSet claimed, DecodeChipSet("free_chips", message.free_chips()));
  for (const ChipState& state : snapshot->chips) {
    if (claimed.Contains(state.index) && IsKnownToBeFree(state)) snapshot->free.Add(state.index);
  }
  return absl::OkStatus();
}

absl::Status DecodeGroups(const agent::v1::Snapshot& message, Snapshot* snapshot) {
  for (int i = 0; i < message.valid_groups_size(); ++i) {
    const absl::StatusOr<ChipSet> group = DecodeChipSet("chips", message.valid_groups(i).chips());
    if (!group.ok()) return Within("valid_groups", i, group.status());
    snapshot->valid_groups.push_back(*group);
  }
  return absl::OkStatus();
}

absl::StatusOr<Evidence> DecodeEvidence(const agent::v1::Snapshot& message) {
  Evidence evidence;
  NEURON_ASSIGN_OR_RETURN(evidence.holders, DecodeHolders(message));
  NEURON_ASSIGN_OR_RETURN(evidence.containers, DecodeContainers(message));
  NEURON_RETURN_IF_ERROR(DecodeEach("leases", message.leases(), DecodeLease, &evidence.leases));
  NEURON_RETURN_IF_ERROR(DecodeEach("reservations", message.reservations(), DecodeReservation,
                                    &evidence.reservations));
  return evidence;
}

absl::Status DecodeReports(const agent::v1::Snapshot& message, Snapshot* snapshot) {
  NEURON_RETURN_IF_ERROR(
      DecodeEach("sources", message.sources(), DecodeSource, &snapshot->sources));
  NEURON_RETURN_IF_ERROR(DecodeEach("workload_findings", message.workload_findings(),
                                    DecodeWorkloadFinding, &snapshot->workload_findings));
  NEURON_RETURN_IF_ERROR(DecodeEach("probes", message.probes(), DecodeProbe, &snapshot->probes));
  NEURON_ASSIGN_OR_RETURN(snapshot->traces, DecodeTraces(message.traces()));
  if (message.has_kernel_log()) {
    NEURON_ASSIGN_OR_RETURN(snapshot->kernel_log, DecodeKernelLog(message.kernel_log()));
  }
  return absl::OkStatus();
}

void EncodeEvidence(const Evidence& evidence, agent::v1::Snapshot* message) {
  EncodeHolders(evidence.holders, message);
  EncodeContainers(evidence.containers, message);
  EncodeEach(evidence.leases, EncodeLease, message->mutable_leases());
  EncodeEach(evidence.reservations, EncodeReservation, message->mutable_reservations());
}

void EncodeReports(const Snapshot& snapshot, agent::v1::Snapshot* message) {
  EncodeEach(snapshot.sources, EncodeSource, message->mutable_sources());
  EncodeEach(snapshot.workload_findings, EncodeWorkloadFinding,
             message->mutable_workload_findings());
  EncodeEach(snapshot.probes, EncodeProbe, message->mutable_probes());
  if (!snapshot.traces.empty()) *message->mutable_traces() = EncodeTraces(snapshot.traces);
  if (snapshot.kernel_log.has_value()) {
    EncodeKernelLog(*snapshot.kernel_log, message->mutable_kernel_log());
  }
}

}  // namespace

void EncodeWithoutCapabilities(const Snapshot& snapshot, absl::string_view agent_version,
                               agent::v1::Snapshot* message) {
  message->set_sequence(snapshot.sequence);
  *message->mutable_taken_at() = EncodeTime(snapshot.taken_at);
  *message->mutable_collection_time() = EncodeDuration(snapshot.collection_time);
  message->set_agent_version(std::string(agent_version));
  EncodeHost(*snapshot.inventory, message->mutable_host());
  EncodeChips(snapshot, message);
  EncodeEvidence(snapshot.evidence, message);
  message->set_health(EncodeEnum(snapshot.health));
  EncodeChipSet(snapshot.free, message->mutable_free_chips());
  for (const ChipSet group : snapshot.valid_groups) {
    EncodeChipSet(group, message->add_valid_groups()->mutable_chips());
  }
  EncodeReports(snapshot, message);
}

void Encode(const Snapshot& snapshot, absl::string_view agent_version,
            agent::v1::Snapshot* message) {
  EncodeWithoutCapabilities(snapshot, agent_version, message);
  EncodeCapabilities(snapshot.inventory->capabilities, message->mutable_capabilities());
}

agent::v1::Snapshot Encode(const Snapshot& snapshot, absl::string_view agent_version) {
  agent::v1::Snapshot message;
  Encode(snapshot, agent_version, &message);
  return message;
}

absl::StatusOr<Snapshot> Decode(const agent::v1::Snapshot& message) {
  NEURON_RETURN_IF_ERROR(RequireFields(message));
  Snapshot snapshot;
  NEURON_RETURN_IF_ERROR(DecodeInstant(message, &snapshot));
  NEURON_ASSIGN_OR_RETURN(Inventory inventory, DecodeInventory(message));
  snapshot.inventory = std::make_shared<const Inventory>(std::move(inventory));
  NEURON_RETURN_IF_ERROR(DecodeEach("chips", message.chips(), DecodeChipState, &snapshot.chips));
  NEURON_ASSIGN_OR_RETURN(snapshot.evidence, DecodeEvidence(message));
  snapshot.health = DecodeEnum(message.health()).value_or(NodeHealth::kUnknown);
  NEURON_RETURN_IF_ERROR(DecodeFree(message, &snapshot));
  NEURON_RETURN_IF_ERROR(DecodeGroups(message, &snapshot));
  NEURON_RETURN_IF_ERROR(DecodeReports(message, &snapshot));
  return snapshot;
}

}  // namespace neuron
