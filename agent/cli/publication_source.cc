#include "agent/cli/publication_source.h"

#include "agent/base/status.h"
#include "agent/cli/daemon_client.h"
#include "agent/cli/snapshot_source.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

agent::v1::Publication WantedFor(const Snapshot& snapshot, const Options& options) {
  agent::v1::Publication publication;
  for (const DesiredAttribute& desired :
       DesiredAttributes(snapshot, options.attributes, kGenerationToCome)) {
    agent::v1::Attribute* const wanted = publication.add_wanted();
    wanted->set_name(desired.name);
    wanted->set_value(desired.value);
    wanted->set_why(desired.why);
  }
  return publication;
}

absl::StatusOr<agent::v1::Publication> FetchPublication(const Options& options) {
  if (options.dry_run) {
    NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
    NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
    return WantedFor(snapshot, options);
  }
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  return daemon.GetPublication();
}

}  // namespace neuron
