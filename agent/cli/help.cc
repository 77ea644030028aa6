#include "agent/cli/help.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/cli/command.h"
#include "agent/flag_text.h"

namespace neuron {
namespace {

constexpr absl::string_view kHead = R"(NAME
    neuronctl - the Neuron chips of this host: what is there, who has it, what ECS is told

SYNOPSIS
    neuronctl COMMAND [--flag=value ...]
    neuronctl help COMMAND

DESCRIPTION
    Asks the daemon neuron-agent over its Unix socket. Opens no device, and writes
    nothing to the kernel or to ECS, ever. Ends no process but by holders --release
    with --yes. Errors are one line on stderr: what, where, what to do.

COMMANDS
)";

constexpr absl::string_view kTail = R"(
EXIT STATUS
    0   done; also when the reader of the output has left
    1   a problem, named on stderr
    2   the command line is wrong; of health, doctor, placement explain and placement lint
        also: something could not be told
    3   the daemon cannot be reached, has no snapshot yet, or is stopping
    neuronctl run has others: see neuronctl help run

FILES
    /run/neuron-agent/agent.sock    the daemon's socket: its user and group may connect
    /run/neuron-agent/lease.sock    where it leases chips
    /var/lib/neuron-agent/baseline  what health --check compares with

EXAMPLES
    neuronctl ls
    neuronctl ls 3
    neuronctl ls --local
    neuronctl holders
    neuronctl holders --release=4711 --yes
    neuronctl health
    neuronctl health --check
    neuronctl doctor
    neuronctl ls --format=json | jq -r '.chips[] | select(.occupancy == "OCCUPANCY_HELD") | .index'
    neuronctl watch --changes_only | jq -c '.free_chips'
    neuronctl attributes --dry_run
    neuronctl placement explain 'attribute:neuron.fits =~ .*_04_.*'
    neuronctl placement generate --chips=4 --instance=trn1.32xlarge --task_definition=train.json
    neuronctl placement lint train.json service.json
    neuronctl run --chips=4 --wait=10m -- python3 train.py --epochs=3
    neuronctl capture /tmp/host.tar.zst
)";

std::string Indent(absl::string_view text) {
  std::string indented;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::StrAppend(&indented, line.empty() ? "" : "    ", line, "\n");
  }
  return indented;
}

std::string FormatText(const Command& command) {
  if (command.formats.empty()) {
    return "";
  }
  return absl::StrCat("    --format=", command.formats.front(),
                      "\n        how to print: ", absl::StrJoin(command.formats, ", "), "\n");
}

std::string CommandPage(const Command& command) {
  std::string page =
      absl::StrCat("NAME\n    neuronctl ", command.name, " - ", command.summary,
                   "\n\nSYNOPSIS\n    neuronctl ", command.name, command.subject.empty() ? "" : " ",
                   command.subject, command.name == "help" ? "" : " [--flag=value ...]",
                   "\n\nDESCRIPTION\n", Indent(command.description));
  std::string flags = FormatText(command);
  for (const std::string& flag : command.flags) {
    absl::StrAppend(&flags, FlagText(flag));
  }
  if (!flags.empty()) {
    absl::StrAppend(&page, "\nFLAGS\n", flags,
                    "    --flagfile=FILE\n        more flags, one a line\n");
  }
  return page;
}

}  // namespace

std::string HelpText(absl::string_view topic) {
  if (!topic.empty()) {
    return CommandPage(*FindCommand(topic));
  }
  std::string page(kHead);
  for (const Command& command : Commands()) {
    absl::StrAppendFormat(&page, "    %-19s%s\n", command.name, command.summary);
  }
  absl::StrAppend(&page, kTail);
  return page;
}

}  // namespace neuron
