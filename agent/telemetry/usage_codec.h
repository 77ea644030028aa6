#ifndef AGENT_TELEMETRY_USAGE_CODEC_H_
#define AGENT_TELEMETRY_USAGE_CODEC_H_

#include "absl/types/optional.h"
#include "agent/usage/chip_usage.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// How hard a chip works, as the fields `time_unit` and `rebases` of its message, and `utilization`,
// `rebases` and `*_per_second` of its cores. New errors, errors since the start and the age of the
// power line do not travel: the totals and the line itself do.
void EncodeUsage(const absl::optional<ChipUsage>& usage, agent::v1::Chip* message);

// The reverse: one CoreUsage for each core of the message; none if `time_unit` is not set, and
// kUnsettled for a unit of a later version. A rate that is no number from 0, and utilization of
// more than 1 or by a source of a later version, is unknown. A rebase of a counter or for a reason
// of a later version is left out, as one with a time that cannot be. REQUIRES: CheckCores(message)
// is OK.
absl::optional<ChipUsage> DecodeUsage(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_USAGE_CODEC_H_
