#include "agent/cli/snapshot_source.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/cli/daemon_client.h"
#include "agent/snapshot/local_snapshot.h"
#include "agent/telemetry/codec.h"
#include "agent/version.h"
#include "agent/workload/holder_source.h"
#include "probes/descriptor_walk.h"

namespace neuron {

absl::StatusOr<agent::v1::Snapshot> FetchSnapshot(const Options& options) {
  if (options.local) {
    const std::unique_ptr<HolderSource> holders =
        MakeHolderSource(options.host.proc, DescriptorWalk::Load());
    NEURON_ASSIGN_OR_RETURN(
        const std::shared_ptr<const Snapshot> snapshot,
        TakeLocalSnapshot(options.host, options.answer_book, holders.get(), absl::Now()));
    return Encode(*snapshot, kAgentVersion);
  }
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  return daemon.GetSnapshot();
}

absl::StatusOr<Snapshot> Understand(const agent::v1::Snapshot& message) {
  absl::StatusOr<Snapshot> snapshot = Decode(message);
  if (!snapshot.ok()) {
    return absl::DataLossError(absl::StrCat("the agent's snapshot makes no sense here (",
                                            snapshot.status().message(),
                                            "); install the neuronctl of its version"));
  }
  return snapshot;
}

}  // namespace neuron
