#ifndef AGENT_CLI_SNAPSHOT_SOURCE_H_
#define AGENT_CLI_SNAPSHOT_SOURCE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/cli/options.h"
#include "agent/cli/patient_visits.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// A snapshot that is taken here and now, by these visits. Fails as TakeLocalSnapshot.
absl::StatusOr<std::shared_ptr<const Snapshot>> LookHere(const Options& options,
                                                         PatientVisits* visits);

// The daemon's latest snapshot, or with --local one that is taken now, in which a chip is silent
// that does not answer within options.patience. Fails as DaemonClient, or as TakeLocalSnapshot.
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
