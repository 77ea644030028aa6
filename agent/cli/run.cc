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
#include "agent/cli/snapshot_source.h"
#include "agent/telemetry/ecs_attributes.h"
#include "agent/version.h"

namespace neuron {
namespace {

// The value of an attribute that only a write gives.
constexpr absl::string_view kGenerationToCome = "(set by the write)";

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

absl::StatusOr<agent::v1::Publication> DryRun(const Options& options) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
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

absl::StatusOr<agent::v1::Publication> AskPublication(const Options& options) {
  NEURON_ASSIGN_OR_RETURN(DaemonClient daemon,
                          DaemonClient::Connect(options.socket, options.timeout));
  return daemon.GetPublication();
}

absl::Status RunAttributes(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Publication publication,
                          options.dry_run ? DryRun(options) : AskPublication(options));
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
  if (options.command == "capture") {
    return RunCapture(options, output);
  }
  if (options.command == "version") {
    return RunVersion(options, output);
  }
  return output(HelpText(options.topic));
}

}  // namespace neuron
