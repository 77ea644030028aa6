#ifndef AGENT_TELEMETRY_SURVEY_CODEC_H_
#define AGENT_TELEMETRY_SURVEY_CODEC_H_

#include "absl/status/status.h"
#include "agent/device/inventory.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What was concluded from the inventory, as the fields missing_chips and findings of the host.
void EncodeSurvey(const Inventory& inventory, agent::v1::Host* message);

// The reverse, into `inventory`. What DecodePci() refuses of a missing chip is unknown. FieldError,
// which names the element, for a finding whose code is of a later version, and for chips that are
// no set.
absl::Status DecodeSurvey(const agent::v1::Host& message, Inventory* inventory);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_SURVEY_CODEC_H_
