#include "agent/telemetry/chip_state_codec.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/telemetry/counters_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pid_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeHealth(const ChipHealth& health, agent::v1::Chip* message) {
  message->set_verdict(EncodeEnum(health.verdict));
  message->set_verdict_reason(ValidUtf8(health.reason));
  if (!health.evidence.empty()) message->set_verdict_evidence(ValidUtf8(health.evidence));
}

void EncodeAllocation(const Allocation& allocation, agent::v1::Chip* message) {
  message->set_occupancy(EncodeEnum(allocation.occupancy));
  if (allocation.occupancy == Occupancy::kUnknown) {
    message->set_occupancy_unknown_reason(ValidUtf8(allocation.why.message()));
  }
  for (const int pid : allocation.pids) {
    message->add_holder_pids(static_cast<std::uint32_t>(pid));
  }
}

ChipHealth DecodeHealth(const agent::v1::Chip& message) {
  const absl::StatusOr<Verdict> verdict = DecodeEnum(message.verdict());
  ChipHealth health;
  if (!verdict.ok()) {
    health.evidence = absl::StrCat("verdict: ", verdict.status().message());
    return health;
  }
  return {*verdict, message.verdict_reason(), message.verdict_evidence()};
}

absl::StatusOr<std::vector<int>> DecodePids(const agent::v1::Chip& message) {
  std::vector<int> pids;
  pids.reserve(message.holder_pids_size());
  for (const std::uint32_t pid : message.holder_pids()) {
    const int previous = pids.empty() ? 0 : pids.back();
    NEURON_ASSIGN_OR_RETURN(const int decoded, DecodePid("holder_pids", pid, previous));
    pids.push_back(decoded);
  }
  return pids;
}

absl::StatusOr<Allocation> DecodeAllocation(const agent::v1::Chip& message) {
  NEURON_ASSIGN_OR_RETURN(std::vector<int> pids, DecodePids(message));
  const absl::StatusOr<Occupancy> occupancy = DecodeEnum(message.occupancy());
  Allocation allocation;
  if (!occupancy.ok()) {
    allocation.why = absl::UnknownError(occupancy.status().message());
    return allocation;
  }
  if (*occupancy == Occupancy::kFree && !pids.empty()) {
    return FieldError("holder_pids", "a free chip has no holders");
  }
  allocation.occupancy = *occupancy;
  if (*occupancy == Occupancy::kHeld) allocation.pids = std::move(pids);
  if (*occupancy == Occupancy::kUnknown) {
    allocation.why = absl::UnknownError(message.occupancy_unknown_reason());
  }
  return allocation;
}

}  // namespace

void EncodeChipState(const ChipState& state, agent::v1::Chip* message) {
  EncodeHealth(state.health, message);
  EncodeAllocation(state.allocation, message);
  if (HasTimestamp(state.read_at)) *message->mutable_read_at() = EncodeTime(state.read_at);
  EncodeCounters(state.counters, message);
}

absl::StatusOr<ChipState> DecodeChipState(const agent::v1::Chip& message) {
  ChipState state;
  state.index = static_cast<int>(message.index());
  state.counters = DecodeCounters(message);
  NEURON_ASSIGN_OR_RETURN(state.read_at,
                          DecodeTime("read_at", message.has_read_at(), message.read_at()));
  state.health = DecodeHealth(message);
  NEURON_ASSIGN_OR_RETURN(state.allocation, DecodeAllocation(message));
  return state;
}

}  // namespace neuron
