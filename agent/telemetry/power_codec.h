#ifndef AGENT_TELEMETRY_POWER_CODEC_H_
#define AGENT_TELEMETRY_POWER_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/power_use.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What a chip draws. Percents travel as ratios, to the ten-millionth of a percent.
void EncodePower(const PowerUse& power, agent::v1::PowerUse* message);
void EncodeRawPower(const RawPower& power, agent::v1::RawPower* message);

// The reverse. FieldError for a status of a later version, a time or a ratio that cannot be, a
// valid status without its ratios, and a die without a number or beyond the fourth; a die's own
// ratio that cannot be is unknown.
absl::StatusOr<PowerUse> DecodePower(const agent::v1::PowerUse& message);
absl::StatusOr<RawPower> DecodeRawPower(const agent::v1::RawPower& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_POWER_CODEC_H_
