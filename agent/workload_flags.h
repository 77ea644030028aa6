#ifndef AGENT_WORKLOAD_FLAGS_H_
#define AGENT_WORKLOAD_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/workload/evidence.h"

namespace neuron {

// How the daemon finds out who has which chip.
struct WorkloadOptions {
  AllocationPolicy policy;
  // The Docker engine's socket; empty: Docker is not asked.
  std::string docker_socket;
  // Whether chips are leased; where, and where the leases are kept across a restart.
  bool leases = true;
  std::string lease_socket;
  std::string lease_folder;
  // Which task definitions were seen with which chips.
  std::string family_book;
  // Whether ECS is asked which tasks are of DAEMON services.
  bool service_lookup = false;
  // Whether ECS is asked what PENDING tasks map whose definition was never seen here.
  bool task_definition_lookup = false;
  // Which calls are counted besides what is always known.
  bool trace_executions = false;
  bool trace_syscalls = false;
  bool trace_copies = false;
};

// The flags for that, for the manual page.
const std::vector<std::string>& WorkloadFlagNames();

// What is not given a path stands beside `socket`, at which the stream is served. InvalidArgument,
// in one line that names the flag and the cure. Call it in main, after the flags
// were parsed.
absl::StatusOr<WorkloadOptions> WorkloadOptionsFromFlags(absl::string_view socket);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_FLAGS_H_
