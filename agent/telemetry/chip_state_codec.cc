#include "agent/telemetry/chip_state_codec.h"

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/telemetry/allocation_codec.h"
#include "agent/telemetry/counters_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeHealth(const ChipHealth& health, agent::v1::Chip* message) {
  message->set_verdict(EncodeEnum(health.verdict));
  message->set_verdict_reason(ValidUtf8(health.reason));
  if (!health.evidence.empty()) message->set_verdict_evidence(ValidUtf8(health.evidence));
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
