#ifndef AGENT_CLI_OBSERVATION_CODEC_H_
#define AGENT_CLI_OBSERVATION_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/cli/observation.h"
#include "proto/health_check.pb.h"

namespace neuron {

// What is known of the observation: what is absent or unknown is not set.
agent::v1::Observation EncodeObservation(const Observation& observation);

// The reverse; what is not set is absent. FieldError for what no observation is: without a time,
// chips whose index is not set, too high or not above the one before, a link or a latency that
// cannot be. Pure.
absl::StatusOr<Observation> DecodeObservation(const agent::v1::Observation& message);

}  // namespace neuron

#endif  // AGENT_CLI_OBSERVATION_CODEC_H_
