#include "agent/cli/holders.h"

#include <unistd.h>

#include <string>

#include "agent/base/pid_namespace.h"
#include "agent/base/status.h"
#include "agent/cli/holder_csv.h"
#include "agent/cli/holder_table.h"
#include "agent/cli/message_text.h"
#include "agent/cli/release.h"
#include "agent/cli/snapshot_source.h"
#include "agent/cli/terminate.h"

namespace neuron {
namespace {

// The part of a chip that says who has it.
agent::v1::Chip WhoHas(const agent::v1::Chip& chip) {
  agent::v1::Chip part;
  part.set_index(chip.index());
  part.set_occupancy(chip.occupancy());
  if (chip.has_occupancy_unknown_reason()) {
    part.set_occupancy_unknown_reason(chip.occupancy_unknown_reason());
  }
  *part.mutable_claims() = chip.claims();
  if (chip.has_executing()) {
    part.set_executing(chip.executing());
  }
  for (const agent::v1::UnknownField& unknown : chip.unknown()) {
    if (unknown.field() == "executing") {
      *part.add_unknown() = unknown;
    }
  }
  return part;
}

// The snapshot without what is not about who has which chip.
agent::v1::Snapshot WhoHasWhat(agent::v1::Snapshot message) {
  for (agent::v1::Chip& chip : *message.mutable_chips()) {
    chip = WhoHas(chip);
  }
  message.clear_host();
  message.clear_capabilities();
  message.clear_sources();
  message.clear_probes();
  message.clear_valid_groups();
  return message;
}

absl::Status Print(const Options& options, const agent::v1::Snapshot& message,
                   const Output& output) {
  if (options.format == Format::kJson) {
    return output(JsonPage(WhoHasWhat(message)));
  }
  if (options.format == Format::kProto) {
    return output(WhoHasWhat(message).SerializeAsString());
  }
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
  return output(options.format == Format::kCsv ? HolderCsv(snapshot) : HolderTable(snapshot));
}

absl::Status RunRelease(const Options& options, const agent::v1::Snapshot& message,
                        const Output& output) {
  NEURON_RETURN_IF_ERROR(CheckHostPids(options.host.proc));
  if (options.yes && geteuid() != 0) {
    return absl::PermissionDeniedError("--yes is for root alone; run as root");
  }
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
  const auto terminate = [&](int pid, std::uint64_t start_ticks) {
    return TerminateProcess(options.host.proc, pid, start_ticks);
  };
  return Release(snapshot, options.release, options.yes, terminate, output);
}

}  // namespace

absl::Status RunHolders(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  return options.release == 0 ? Print(options, message, output)
                              : RunRelease(options, message, output);
}

}  // namespace neuron
