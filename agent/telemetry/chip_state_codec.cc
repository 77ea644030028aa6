#include "agent/telemetry/chip_state_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/allocation_codec.h"
#include "agent/telemetry/counters_codec.h"
#include "agent/telemetry/health_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/usage_codec.h"

namespace neuron {

void EncodeChipState(const ChipState& state, agent::v1::Chip* message) {
  EncodeHealth(state.health, message);
  EncodeAllocation(state.allocation, message);
  if (HasTimestamp(state.read_at)) *message->mutable_read_at() = EncodeTime(state.read_at);
  EncodeCounters(state.counters, message);
  EncodeUsage(state.usage, message);
}

absl::StatusOr<ChipState> DecodeChipState(const agent::v1::Chip& message) {
  ChipState state;
  state.index = static_cast<int>(message.index());
  NEURON_ASSIGN_OR_RETURN(state.counters, DecodeCounters(message));
  state.usage = DecodeUsage(message);
  NEURON_ASSIGN_OR_RETURN(state.read_at,
                          DecodeTime("read_at", message.has_read_at(), message.read_at()));
  NEURON_ASSIGN_OR_RETURN(state.health, DecodeHealth(message));
  NEURON_ASSIGN_OR_RETURN(state.allocation, DecodeAllocation(message));
  return state;
}

}  // namespace neuron
