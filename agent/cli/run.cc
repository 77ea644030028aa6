#include "agent/cli/run.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/cli/attribute_table.h"
#include "agent/cli/capture.h"
#include "agent/cli/daemon_client.h"
#include "agent/cli/doctor.h"
#include "agent/cli/health.h"
#include "agent/cli/help.h"
#include "agent/cli/holders.h"
#include "agent/cli/ls.h"
#include "agent/cli/message_text.h"
#include "agent/cli/placement_explain.h"
#include "agent/cli/placement_generate.h"
#include "agent/cli/placement_lint.h"
#include "agent/cli/publication_source.h"
#include "agent/cli/snapshot_source.h"
#include "agent/version.h"

namespace neuron {
namespace {

absl::Status RunWatch(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  std::int64_t taken = 0;
  const absl::Status ended =
      daemon.Watch(options.changes_only, [&](const agent::v1::Snapshot& message) {
        NEURON_RETURN_IF_ERROR(
            output(options.format == Format::kProto ? Record(message) : JsonLine(message)));
        return ++taken == options.count ? absl::OutOfRangeError("enough") : absl::OkStatus();
      });
  return options.count > 0 && taken == options.count ? absl::OkStatus() : ended;
}

absl::Status RunAttributes(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Publication publication, FetchPublication(options));
  if (options.format == Format::kJson) {
    return output(JsonPage(publication));
  }
  if (options.format == Format::kProto) {
    return output(publication.SerializeAsString());
  }
  return output(options.dry_run ? WantedTable(publication) : PublicationTable(publication));
}

absl::Status RunVersion(const Options& options, const Output& output) {
  const absl::StatusOr<agent::v1::Snapshot> snapshot = FetchSnapshot(options);
  const std::string daemon =
      snapshot.ok()
          ? absl::StrCat("neuron-agent ", snapshot->agent_version(), " at ", options.socket)
          : absl::StrCat("neuron-agent unknown: ", snapshot.status().message());
  return output(absl::StrCat("neuronctl ", kAgentVersion, "\n", daemon, "\n"));
}

}  // namespace

absl::Status Run(const Options& options, const Output& output) {
  if (options.command == "ls") {
    return RunLs(options, output);
  }
  if (options.command == "holders") {
    return RunHolders(options, output);
  }
  if (options.command == "health") {
    return RunHealth(options, output);
  }
  if (options.command == "doctor") {
    return RunDoctor(options, output);
  }
  if (options.command == "watch") {
    return RunWatch(options, output);
  }
  if (options.command == "attributes") {
    return RunAttributes(options, output);
  }
  if (options.command == "placement explain") {
    return RunPlacementExplain(options, output);
  }
  if (options.command == "placement generate") {
    return RunPlacementGenerate(options, output);
  }
  if (options.command == "placement lint") {
    return RunPlacementLint(options, output);
  }
  if (options.command == "capture") {
    return RunCapture(options, output);
  }
  if (options.command == "version") {
    return RunVersion(options, output);
  }
  return output(HelpText(options.topic));
}

}  // namespace neuron
