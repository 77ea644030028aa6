#ifndef AGENT_CLI_DIAGNOSIS_H_
#define AGENT_CLI_DIAGNOSIS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/cli/check.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What was seen of a host. What starts out unknown was not looked at.
struct HostFacts {
  // The daemon's, or with --local one's own.
  absl::StatusOr<Snapshot> snapshot = absl::UnknownError("nobody has looked");
  // Only of a daemon that answers: its version and where it listens, whether it tells ECS, or all
  // but tells it, what came of that, and its lease socket: absent if it leases none, unknown if the
  // socket is not there or the daemon does not say where it is.
  bool local = false;
  std::string agent;
  absl::StatusOr<bool> publishes = absl::UnknownError("nobody has asked");
  bool dry_run = false;
  absl::StatusOr<agent::v1::Publication> publication = absl::UnknownError("nobody has asked");
  Reading<std::string> lease_socket;
  // Only with local: whether the walk over all descriptors could be loaded into the kernel.
  absl::Status walk;
  // Whether neuronctl itself sees every process.
  absl::Status sight;
  // Whether the kernel's BTF is there.
  absl::Status btf;
  // Of each chip of the snapshot, whether its device node is there.
  std::map<int, absl::Status> nodes;
};

// Whether the host is set up right, in the order in which a person would look. Pure.
std::vector<Check> Diagnose(const HostFacts& facts);

// OK if nothing fails and everything could be told. FailedPrecondition if something fails, else
// Unknown; either counts the checks.
absl::Status Summary(const std::vector<Check>& checks);

}  // namespace neuron

#endif  // AGENT_CLI_DIAGNOSIS_H_
