#ifndef AGENT_TELEMETRY_CONTAINER_CODEC_H_
#define AGENT_TELEMETRY_CONTAINER_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/container/container.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Which containers there are, as the fields containers, gone_containers, all_containers_visible,
// hidden_containers_reason and containers_read_at. Of `sight`, the message travels and not the
// code. A task's family or revision that is not known is not set, and listed as unknown.
void EncodeContainers(const ContainerScan& scan, agent::v1::Snapshot* message);

// The reverse. `sight` is kUnknown unless all_containers_visible is set to true. FieldError for a
// container without an id, for a pid that cannot be or has no start, and for times that cannot be.
// Chips that are no set, and a time that cannot be, are unknown.
absl::StatusOr<ContainerScan> DecodeContainers(const agent::v1::Snapshot& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CONTAINER_CODEC_H_
