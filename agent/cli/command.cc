#include "agent/cli/command.h"

#include "agent/host_flags.h"

namespace neuron {
namespace {

constexpr absl::string_view kLs =
    R"(Prints the host in one line, then one line for each chip: index, type, physical
cores, device memory, PCI address, NUMA node, PCI link as it runs now, verdict,
and who holds it: pid and command; "free" for a chip that a workload may have
now; "-" for one that nobody holds and that is not usable. A chip that should be
there and has no device is a line without an index, with the verdict "missing".

"?" is what could not be read: the lines below the table say why. "-" is what
this host or driver does not have. In CSV these are "unknown" and nothing. Lines
that begin with "finding" are what somebody should look into, with the advice.

With the number of a chip, prints everything that is known of that chip, a line
for each thing; with the word "host", of the host: the driver's settings, the
UltraServer, missing chips, findings. The names are those of the .proto.

With --capabilities, prints what this host's driver offers to a monitor: each
file and ioctl, whether it is readable, absent or refused, when what it says
moves (constant, live, each minute, or only when the process that it is about
exits), and for which chips that is so.

JSON is protobuf's mapping of neuron.agent.v1.Snapshot with the field names of
the .proto; 64-bit numbers are strings. --format=proto writes that message bare.
Of one chip it is the message Chip, of the host Host; with --capabilities it is
Inventory, which also has all that does not change.

With --local, neuronctl reads this host itself, needs no daemon, and never opens
a device: what only the device tells (PCI addresses, where the boot log does not
have them) is unknown unless a daemon has asked before. Without root, other
users' processes cannot be seen and no chip is called free.)";

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

constexpr absl::string_view kCapture =
    R"(Writes down what this host's driver shows: the chips' sysfs directories, their
PCI functions, the instance type, the driver's lines in the kernel log, and what
the chips told a daemon about themselves. Attach the file to a report of a
problem: neuron-sim --replay=OUT.tar.zst shows the host again.

Only reads: no device is opened, nothing is written but OUT.tar.zst, with mode
0600. Account numbers, instance ids, access keys and secrets are replaced. A file
of the driver that does not answer within --patience is a gap: what comes after
it in its chip's directory is missing, and a line says so.)";

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
       "[CHIP|host]",
       {"table", "json", "csv", "proto"},
       With({"capabilities"}, anywhere)},
      {"watch",
       "snapshots as they come",
       kWatch,
       "",
       {"json", "proto"},
       With({"changes_only", "count"}, daemon)},
      {"attributes",
       "what ECS is told, and why",
       kAttributes,
       "",
       {"table", "json", "proto"},
       With({"dry_run", "attribute_prefix", "attributes"}, anywhere)},
      {"capture",
       "this host written into a file, to report a problem with it",
       kCapture,
       "OUT.tar.zst",
       {},
       With({"patience", "answer_book"}, HostFlagNames())},
      {"version", "versions of neuronctl and the daemon", kVersion, "", {}, daemon},
      {"help", "this page, or a command's", kHelp, "[COMMAND]", {}, {}},
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
