#ifndef AGENT_TELEMETRY_COUNTERS_CODEC_H_
#define AGENT_TELEMETRY_COUNTERS_CODEC_H_

#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Counters as the fields of the chip's message and of its cores. Counters that are unknown as a
// whole (the chip did not answer) are fields that are all unknown for that reason, in each core
// that the message has by then; absent ones are fields that are all absent.
void EncodeCounters(const Reading<ChipCounters>& counters, agent::v1::Chip* message);

// The reverse: one CoreCounters for each core of the message. REQUIRES: CheckCores(message) is OK.
Reading<ChipCounters> DecodeCounters(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_COUNTERS_CODEC_H_
