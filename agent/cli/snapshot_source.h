#ifndef AGENT_CLI_SNAPSHOT_SOURCE_H_
#define AGENT_CLI_SNAPSHOT_SOURCE_H_

#include "absl/status/statusor.h"
#include "agent/cli/options.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The daemon's latest snapshot, or with --local one that is taken now. Fails as DaemonClient, or
// as TakeLocalSnapshot.
absl::StatusOr<agent::v1::Snapshot> FetchSnapshot(const Options& options);

// What the daemon knows of what is there, or with --local what there is now. Fails as
// FetchSnapshot.
absl::StatusOr<agent::v1::Inventory> FetchInventory(const Options& options);

// The snapshot that the message is about. DataLoss, which tells people to update, if it makes no
// sense to this version.
absl::StatusOr<Snapshot> Understand(const agent::v1::Snapshot& message);
// The same for an inventory.
absl::StatusOr<Inventory> Understand(const agent::v1::Inventory& message);

}  // namespace neuron

#endif  // AGENT_CLI_SNAPSHOT_SOURCE_H_
