#ifndef AGENT_CLI_RUN_LEASE_H_
#define AGENT_CLI_RUN_LEASE_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/cli/help.h"
#include "agent/cli/options.h"

namespace neuron {

// Why a command was not run, in one line for people, and neuronctl's exit code for that.
struct NotRun {
  ExitCode code;
  absl::Status why;
};

// Leases chips from the daemon and becomes the user's command, options.arguments, with
// NEURON_RT_VISIBLE_CORES for them, without NEURON_RT_NUM_CORES, and with the lease's descriptor
// open. Returns only if that fails. Tells `notice` what it waits for, a line each.
NotRun RunLease(const Options& options, const std::function<void(absl::string_view line)>& notice);

}  // namespace neuron

#endif  // AGENT_CLI_RUN_LEASE_H_
