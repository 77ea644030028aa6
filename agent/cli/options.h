#ifndef AGENT_CLI_OPTIONS_H_
#define AGENT_CLI_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/cli/placement_options.h"
#include "agent/device/chip_set.h"
#include "agent/device/host_paths.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

enum class Format { kTable, kJson, kCsv, kProto };

// What the user of neuronctl wants.
struct Options {
  // The name of one of Commands().
  std::string command;
  // For "help": the command to explain; empty for all.
  std::string topic;
  // One that the command has.
  Format format = Format::kTable;
  // ls: what to show all of, "host" or the index of a chip; empty for the table of chips.
  // capture: the file to write. placement explain: the expression.
  std::string subject;
  // health: the chips to tell of; empty for all.
  ChipSet asked;
  // health: compare this host with the baseline, or write the baseline; the file that has it.
  bool check = false;
  bool record = false;
  std::string baseline;
  // ls: what the driver offers to a monitor.
  bool capabilities = false;
  // Read this host instead of asking the daemon.
  bool local = false;
  // The roots, if this host is read, and the file in which a daemon keeps what chips said by ioctl.
  HostPaths host;
  std::string answer_book;
  // Where the daemon listens, and how long it may take to answer.
  std::string socket;
  absl::Duration timeout;
  // How long one chip may take to answer, where this host is read; capture: one file.
  absl::Duration patience;
  // doctor: the file for support; empty for none.
  std::string bundle;
  // run, placement generate: how many chips.
  int chips = 0;
  // run: how long it waits for them (zero: not at all), where the daemon leases them, and what it
  // runs: the command and its arguments.
  absl::Duration wait;
  std::string lease_socket;
  std::vector<std::string> arguments;
  // holders: the process about which the step that a finding proposes is to be taken, 0 for none;
  // and whether it is really to be taken.
  int release = 0;
  bool yes = false;
  // watch: end after this many snapshots; 0 for never.
  std::int64_t count = 0;
  // watch: only snapshots with a change.
  bool changes_only = false;
  // placement explain: the files with the hosts that it is put to; empty for this host.
  std::vector<std::string> hosts;
  PlacementOptions placement;
  // attributes: compute instead of asking what was written.
  bool dry_run = false;
  // dry_run, placement: which attributes, under what names.
  AttributeNames attributes;
};

// Parses and validates the command line. No command is "help"; so is --help with a command.
// InvalidArgument, in one line that names the word or flag and the cure. Sets flags: call it on
// the main thread, first.
absl::StatusOr<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace neuron

#endif  // AGENT_CLI_OPTIONS_H_
