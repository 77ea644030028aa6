#include "agent/cli/command.h"

#include "agent/host_flags.h"

namespace neuron {
namespace {

constexpr absl::string_view kLs =
    R"(Prints the host in one line, then one line for each chip: index, type, physical
cores, device memory, PCI address, NUMA node, serial number, verdict, and who
holds it: pid and command; "free" for a chip that a workload may have now; "-"
for one that nobody holds and that is not usable.

"?" is what could not be read: the lines below the table say why. "-" is what
this host or driver does not have. In CSV these are "unknown" and nothing.
JSON is protobuf's mapping of neuron.agent.v1.Snapshot with the field names of
the .proto; 64-bit numbers are strings. --format=proto writes that message bare.

With --local, neuronctl reads this host itself, needs no daemon, and never opens
a device: PCI addresses, which only the device tells, are then unknown. Without
root, other users' processes cannot be seen and no chip is called free.)";

constexpr absl::string_view kWatch =
    R"(Prints the latest snapshot at once, then every new one, each as one line of JSON,
or with --format=proto as length-delimited records (a varint with the length,
then the message). Ends with Ctrl-C, after --count snapshots, or when the daemon
stops (exit 3). Who reads too slowly misses snapshots: see the field "sequence".)";

constexpr absl::string_view kAttributes =
    R"(Prints the ECS attributes that the daemon wants this container instance to have,
what ECS last confirmed, and why each value is what it is. If something keeps
them from being written, says what, and the cure.

With --dry_run, computes them from the daemon's snapshot, or with --local from
this host. Nothing is ever written by this command.)";

constexpr absl::string_view kVersion =
    R"(Prints the version of neuronctl, and of the daemon if it can be reached.)";

constexpr absl::string_view kHelp = R"(Prints the manual page, or with a command that command's.)";

std::vector<std::string> With(std::vector<std::string> flags,
                              const std::vector<std::string>& more) {
  flags.insert(flags.end(), more.begin(), more.end());
  return flags;
}

std::vector<Command> MakeCommands() {
  const std::vector<std::string> daemon = {"socket", "timeout"};
  const std::vector<std::string> anywhere =
      With(With({"local", "answer_book"}, daemon), HostFlagNames());
  return {
      {"ls",
       "the chips of this host and who holds them",
       kLs,
       {"table", "json", "csv", "proto"},
       anywhere},
      {"watch",
       "snapshots as they come",
       kWatch,
       {"json", "proto"},
       With({"changes_only", "count"}, daemon)},
      {"attributes",
       "what ECS is told, and why",
       kAttributes,
       {"table", "json", "proto"},
       With({"dry_run", "attribute_prefix", "attributes"}, anywhere)},
      {"version", "versions of neuronctl and the daemon", kVersion, {}, daemon},
      {"help", "this page, or a command's", kHelp, {}, {}},
  };
}

}  // namespace

const std::vector<Command>& Commands() {
  static const auto* const kCommands = new std::vector<Command>(MakeCommands());
  return *kCommands;
}

const Command* FindCommand(absl::string_view name) {
  for (const Command& command : Commands()) {
    if (command.name == name) {
      return &command;
    }
  }
  return nullptr;
}

}  // namespace neuron
