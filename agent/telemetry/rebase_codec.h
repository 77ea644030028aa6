#ifndef AGENT_TELEMETRY_REBASE_CODEC_H_
#define AGENT_TELEMETRY_REBASE_CODEC_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "agent/usage/chip_usage.h"
#include "google/protobuf/repeated_field.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

using RebaseList = google::protobuf::RepeatedPtrField<agent::v1::Rebase>;

// Whose counters began anew: a core's tallies, or a chip's memory errors.
enum class RebasedThing { kCore, kChip };

void EncodeRebases(const std::vector<Rebase>& rebases, RebaseList* list);

// The reverse. One of a counter that the thing does not have, for a reason of a later version, or
// with a time that cannot be, is left out.
std::vector<Rebase> DecodeRebases(RebasedThing thing, const RebaseList& list);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_REBASE_CODEC_H_
