#ifndef AGENT_TELEMETRY_COUNTERS_CODEC_H_
#define AGENT_TELEMETRY_COUNTERS_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Counters as the fields of the chip's message and of its cores. Counters that are unknown as a
// whole (the chip did not answer) are their reason, once; absent ones are fields that are all
// absent.
void EncodeCounters(const Reading<ChipCounters>& counters, agent::v1::Chip* message);

// The reverse: one CoreCounters for each core of the message. Counters of which no group was ever
// read are absent, as a whole; a group of a later version is left out. FieldError for a time that
// cannot be. REQUIRES: CheckCores(message) is OK.
absl::StatusOr<Reading<ChipCounters>> DecodeCounters(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_COUNTERS_CODEC_H_
