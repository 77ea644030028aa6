#ifndef AGENT_CLI_PUBLICATION_SOURCE_H_
#define AGENT_CLI_PUBLICATION_SOURCE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/cli/options.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The value of an attribute that only a write gives.
inline constexpr absl::string_view kGenerationToCome = "(set by the write)";

// What a daemon with the attribute flags of `options` would want ECS to hold of this snapshot.
// Pure.
agent::v1::Publication WantedFor(const Snapshot& snapshot, const Options& options);

// What the daemon wants ECS to hold and what it has written; with options.dry_run, WantedFor() what
// FetchSnapshot() gives. Fails as DaemonClient or FetchSnapshot().
absl::StatusOr<agent::v1::Publication> FetchPublication(const Options& options);

}  // namespace neuron

#endif  // AGENT_CLI_PUBLICATION_SOURCE_H_
