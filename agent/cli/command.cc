#include "agent/cli/command.h"

#include "agent/cli/placement_text.h"
#include "agent/host_flags.h"

namespace neuron {
namespace {

constexpr absl::string_view kLs =
    R"(Prints the host in one line, then one line for each chip: index, type, physical
cores, device memory, PCI address, NUMA node, PCI link as it runs now, verdict,
and who has it: command, pid and task of who holds it; else "mapped:", "leased:"
or "reserved:" and whom for (neuronctl holders tells more); "free" for a chip
that a workload may have now; "-" for one that nobody has and that is not usable.
A chip that should be there and has no device is a line without an index, with
the verdict "missing".

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
have them) is unknown unless a daemon has asked before. A chip that is not done
within --patience is given up, and unknown. Without root, other users' processes
cannot be seen and no chip is called free.)";

constexpr absl::string_view kHolders =
    R"(Prints who has which chip, a line for each way of having it, from the strongest:
    held      a process has the device open with full access
    mapped    a running container was given the device, opened or not
    leased    the daemon has promised the chip (neuronctl run)
    reserved  something that is about to run here will be given it
A layer in brackets does not take the chip: the word after it names the rule
(held-only, lease, privileged, daemon-service, observer, lessee). EXECUTING is
"idle" where a process holds a chip and nothing that counts its work moves. Who
has a device open only to watch it is in a table of its own.

Lines that begin with "finding" are what somebody should look into: two tasks on
one chip, holders that are dead, stuck, or have outlived their container or task,
memory in use without a holder, with the evidence, how sure that is, and a step.
"?" is what could not be told: the lines below the tables say why.

JSON and proto are neuron.agent.v1.Snapshot without what is not about holders.
With --local, there are no leases, reservations, tasks or findings.

With --release PID, takes the step that a finding of the daemon proposes about
that process: shows the finding and the step, and with --yes, as root, sends
SIGTERM to that very process (a process that has got the pid since is left
alone). Any other step it only names, and exits with 1; so it does for a pid
that no finding names.)";

constexpr absl::string_view kHealth =
    R"(Prints how well the host is in one word (ok, degraded, impaired, unknown), then
how many chips are how well, then a line for each chip, or for those that are
named: its verdict, the reason in one word, since when, and the evidence.
    ok       nothing speaks against the chip
    suspect  something does; the chip stays in use, and free for workloads
    bad      the chip must not be used, and is not free
    unknown  it cannot be told, so the chip is not free
    missing  a chip that should be there and has no device

Of each chip that is not ok there follows what was seen, when and by which source
("holds" is a state that lasts, "seen" an event), what to do about it, and what
would end the verdict.

After them are security events, the latest first: lines of the kernel log that
claim what is not so (of another instance, serial number or chip, or written by a
process). They speak against no chip and do not count for the exit status:
somebody forges hardware errors, or tries an alarm out.

JSON and proto are neuron.agent.v1.Snapshot without what is not about health.
With --local, neuronctl looks once: what shows only from one look to the next
(new errors, a heartbeat that is stuck, the kernel log) it does not see. A chip
that is not done within --patience is given up, and unknown.

Exits with 0 if all is ok, 1 if a chip is suspect or bad or the host is degraded
or impaired, and 2 if there is no such problem and something is unknown. Where
chips are named, only they count.

With --check, neuronctl reads this host itself, once, opens no device, and
compares it with its baseline, which --check --record, as root, writes while all
is well. Compared are serial number, name and core count of each chip, its links
to others, speed and width of its PCI link, its memory errors, and how long its
sysfs nodes take to be read. Printed are for each chip how it fares, the median
and the worst of these times and the file that took longest, then what is not as
it was, or not as it should be whatever it was:
    problem  the chip or the host is in trouble, or is another
    unknown  it could not be told; a chip that is not done within --patience is
             given up, and the others are checked
    note     worth knowing: more links, another driver, corrected errors
Counters of errors start again from 0 with another boot: one that fell was
"cleared since", and only what it shows now is new. An instance that was stopped
and started may be on another machine, with other chips: record a new baseline.
Without one, only what shows by itself is checked.

--check exits with 0 if there are at most notes, 1 if there is a problem, and 2 if
there is none and something is unknown, or there is no baseline. Its JSON and
proto are neuron.agent.v1.HealthCheck of proto/health_check.proto.)";

constexpr absl::string_view kDoctor =
    R"(Looks at whether this host is set up right, and prints a line for each check: ok,
warn (it works, less well), fail, or ? (it could not be told), what was found,
and after "->" what to do about it. Checked are the daemon, the driver, the
device nodes, each source of the daemon (of the kernel log also what was lost and
what was passed over), each of its BPF programs (which are attached, how often and
how long they ran, what they lost), the writing of the ECS attributes, the lease
socket where the daemon has it, the privileges of neuronctl itself, and the
kernel's BTF. Where the daemon tells ECS, also what it found when it last asked
what ECS holds. JSON is neuron.agent.v1.Diagnosis of proto/diagnosis.proto.

With --bundle, also writes a file to send to whoever helps: these checks, the
daemon's snapshot, publication, settings and version, and what neuronctl capture
writes down (the driver's files, PCI, the driver's lines in the kernel log). No
environment, no credentials and no command lines are in it; account numbers,
instance ids and what looks like a secret are blanked.

Exits with 0 if nothing fails, 1 if something does, and 2 if nothing fails and
something could not be told.)";

constexpr absl::string_view kWatch =
    R"(Prints the latest snapshot at once, then every new one, each as one line of JSON,
or with --format=proto as length-delimited records (a varint with the length,
then the message). Ends with Ctrl-C, after --count snapshots, or when the daemon
stops (exit 3). Who reads too slowly misses snapshots: see the field "sequence".)";

constexpr absl::string_view kAttributes =
    R"(Prints the ECS attributes that the daemon wants this container instance to have,
what ECS last confirmed, and why each value is what it is. If something keeps
them from being written, says what, and the cure. "audited" is when ECS was last
asked what it holds, and what came of that.

With --dry_run, computes them from the daemon's snapshot, or with --local from
this host. Nothing is ever written by this command.)";

constexpr absl::string_view kPlacementExplain =
    R"(Puts an expression of the ECS cluster query language, as placement constraints
have it, to this host, and prints a line for each comparison in it: whether it
holds, the value that was compared ("-" if the host has no such attribute, "?" if
that cannot be told), and what would have to change. "missing" are the numbers of
those that would have to be otherwise. Results are
    true     this host fits
    false    it does not
    unknown  it cannot be told: the lines below the table say why
    depends  AWS does not document what decides it (whether > compares text or
             numbers, whether a pattern must match the whole value, what != is
             where the attribute is missing, upper and lower case, and and or
             without parentheses): warnings say what it is by either reading, and
             what to write so that there is only one

The attributes are those that the daemon wants ECS to have, or with --local would
want. What else ECS has of this host, only ECS knows. With --hosts, the expression
is put to instances that ECS has told of:
    aws ecs describe-container-instances --cluster C --container-instances ID ...
    aws ecs list-attributes --cluster C --target-type container-instance
One file may have the output of either as JSON; several are joined.

Patterns are Java's, as far as RE2 reads them alike; others are an error. Put the
expression in quotes, or the shell takes it apart. JSON is
neuron.agent.v1.Explanation of proto/placement.proto.

Exits with 0 if the expression is true of this host, or of one of --hosts at
least; 1 if it is false of all; 2 if that cannot be told, depends, or the
expression or a file is wrong.)";

constexpr absl::string_view kRun =
    R"(Asks the daemon for N free chips that may be used together, waits for them, sets
NEURON_RT_VISIBLE_CORES to their cores, and becomes CMD. The chips are leased to
CMD and all that it starts: until the last of these processes has ended, or has
closed the descriptor that came with the lease (number 100 or above), nobody
else is given them. Write -- before CMD, so that its flags are its own.

In a container, give it the devices of all chips and mount the directory
/run/neuron-agent, read-only. NEURON_LOGICAL_NC_CONFIG, from the environment or
from /opt/aws/neuron/logical_nc_config, is heeded; NEURON_RT_NUM_CORES is unset.

Those who wait are served in the order in which they came. One line on stderr
says what is waited for. The exit status is CMD's own, or:
    2    the command line is wrong
    69   the daemon cannot be reached, or stopped
    75   no chips within --wait: try again
    78   never on this host, or not in this container: the line says why
    126  CMD cannot be executed
    127  CMD was not found)";

constexpr absl::string_view kCapture =
    R"(Writes down what this host's driver shows: the chips' sysfs directories, their
PCI functions, the instance type, the driver's lines in the kernel log, and what
the chips told a daemon about themselves. Attach the file to a report of a
problem: neuron-sim --replay=OUT.tar.zst shows the host again.

Only reads: no device is opened, nothing is written but OUT.tar.zst, with mode
0600. Account numbers, instance ids, access keys and secrets are replaced. A file
of the driver that does not answer within --patience is a gap: what comes after
it in its chip's directory is missing, and a line says so. Many such chips take
little longer than one; what is not done in three times that is a gap, too.)";

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
      With(With({"local", "answer_book", "patience"}, daemon), HostFlagNames());
  return {
      {"ls",
       "the chips of this host and who holds them",
       kLs,
       "[CHIP|host]",
       {"table", "json", "csv", "proto"},
       With({"capabilities"}, anywhere)},
      {"holders",
       "who has which chip: processes, containers, tasks, leases; orphans",
       kHolders,
       "",
       {"table", "json", "csv", "proto"},
       With({"release", "yes"}, anywhere)},
      {"health",
       "how well the chips are, why, and what to do",
       kHealth,
       "[CHIP ...]",
       {"table", "json", "csv", "proto"},
       With({"check", "record", "baseline"}, anywhere)},
      {"doctor",
       "whether this host is set up right, and the cure where it is not",
       kDoctor,
       "",
       {"table", "json"},
       With({"bundle"}, anywhere)},
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
      {"placement explain",
       "whether a placement constraint fits this host, and why not",
       kPlacementExplain,
       "EXPRESSION",
       {"table", "json"},
       With({"hosts", "attribute_prefix", "attributes"}, anywhere)},
      {"placement generate",
       "task definitions for chips of one's own",
       kPlacementGenerate,
       "--chips=N",
       {},
       With({"chips", "pinned", "floating", "exclusive_ports", "port_base", "task_definition",
             "container", "instance", "output_dir", "attribute_prefix"},
            HostFlagNames())},
      {"placement lint",
       "what is wrong with task definitions and services for chips",
       kPlacementLint,
       "FILE ...",
       {"table", "json"},
       With({"instance", "port_base", "attribute_prefix"}, HostFlagNames())},
      {"run",
       "a command with chips that are its own while it runs",
       kRun,
       "--chips=N -- CMD [ARG ...]",
       {},
       {"chips", "wait", "lease_socket"}},
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
