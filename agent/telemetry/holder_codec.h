#ifndef AGENT_TELEMETRY_HOLDER_CODEC_H_
#define AGENT_TELEMETRY_HOLDER_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/holder.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Who has which chip, as the fields holders, holders_source, all_processes_visible,
// hidden_processes_reason and holders_read_at. Of `sight`, the message travels and not the code.
void EncodeHolders(const HolderScan& scan, agent::v1::Snapshot* message);

// The reverse. `sight` is kUnknown unless all_processes_visible is set to true. FieldError for a
// holder without pid, start_ticks or command, for holders out of order, for sets of chips that
// cannot be, for a chip that is both held and only observed, and for times that cannot be. A state
// that is not one letter is unknown.
absl::StatusOr<HolderScan> DecodeHolders(const agent::v1::Snapshot& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HOLDER_CODEC_H_
