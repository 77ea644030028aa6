#ifndef AGENT_CLI_SNAPSHOT_SOURCE_H_
#define AGENT_CLI_SNAPSHOT_SOURCE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/cli/options.h"
#include "agent/snapshot/local_snapshot.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// A snapshot that is taken here and now, each chip visited as the caller says. Fails as
// TakeLocalSnapshot.
absl::StatusOr<std::shared_ptr<const Snapshot>> LookHere(const Options& options,
                                                         const ChipVisitor& visit_chip);

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
