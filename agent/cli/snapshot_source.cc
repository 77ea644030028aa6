#include "agent/cli/snapshot_source.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/cli/daemon_client.h"
#include "agent/container/container_source.h"
#include "agent/snapshot/local_snapshot.h"
#include "agent/snapshot/workload_visit.h"
#include "agent/telemetry/codec.h"
#include "agent/telemetry/inventory_codec.h"
#include "agent/version.h"
#include "agent/workload/holder_source.h"
#include "probes/descriptor_walk.h"

namespace neuron {
namespace {

absl::StatusOr<std::shared_ptr<const Snapshot>> LookPlainly(const Options& options) {
  PatientVisits visits(options.host, options.patience, PatientVisits::Timing::kNone);
  return LookHere(options, &visits);
}

absl::Status MakesNoSense(absl::string_view what, const absl::Status& why) {
  return absl::DataLossError(absl::StrCat("the agent's ", what, " makes no sense here (",
                                          why.message(),
                                          "); install the neuronctl of its version"));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> LookHere(const Options& options,
                                                         PatientVisits* visits) {
  const std::unique_ptr<HolderSource> holders =
      MakeHolderSource(options.host.proc, DescriptorWalk::Load());
  const std::unique_ptr<ContainerSource> containers =
      MakeContainerSource(options.host.proc, options.host.cgroup);
  WorkloadVisitor visitor(holders.get(), containers.get(), options.host.cgroup);
  return TakeLocalSnapshot(
      options.host, options.answer_book, &visitor, absl::Now(),
      [&](const std::vector<ChipVisit>& planned) { return visits->Visit(planned); });
}

absl::StatusOr<agent::v1::Snapshot> FetchSnapshot(const Options& options) {
  if (options.local) {
    NEURON_ASSIGN_OR_RETURN(const std::shared_ptr<const Snapshot> snapshot, LookPlainly(options));
    return Encode(*snapshot, kAgentVersion);
  }
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  return daemon.GetSnapshot();
}

absl::StatusOr<agent::v1::Inventory> FetchInventory(const Options& options) {
  if (options.local) {
    NEURON_ASSIGN_OR_RETURN(const std::shared_ptr<const Snapshot> snapshot, LookPlainly(options));
    return EncodeInventory(*snapshot->inventory, kAgentVersion);
  }
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  return daemon.GetInventory();
}

absl::StatusOr<Snapshot> Understand(const agent::v1::Snapshot& message) {
  absl::StatusOr<Snapshot> snapshot = Decode(message);
  return snapshot.ok() ? snapshot : MakesNoSense("snapshot", snapshot.status());
}

absl::StatusOr<Inventory> Understand(const agent::v1::Inventory& message) {
  absl::StatusOr<Inventory> inventory = DecodeInventory(message);
  return inventory.ok() ? inventory : MakesNoSense("inventory", inventory.status());
}

}  // namespace neuron
