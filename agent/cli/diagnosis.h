#ifndef AGENT_CLI_DIAGNOSIS_H_
#define AGENT_CLI_DIAGNOSIS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

enum class Mark {
  kOk,
  // It works, and less well than it could.
  kWarn,
  kFail,
  // It could not be told.
  kUnknown,
};

// "ok", "warn", "fail" or "?".
absl::string_view Word(Mark mark);

// One thing that was looked at.
struct Check {
  Mark mark = Mark::kUnknown;
  // "driver", "source sysfs".
  std::string name;
  // What was found, and what to do about it; the latter is empty if nothing.
  std::string what;
  std::string cure;
};

// What was seen of a host. What starts out unknown was not looked at.
struct HostFacts {
  // The daemon's, or with --local one's own.
  absl::StatusOr<Snapshot> snapshot = absl::UnknownError("nobody has looked");
  // Only of a daemon that answers: its version and where it listens, whether it tells ECS, what
  // keeps the attributes from being written (empty if nothing does), and its lease socket: absent
  // if it leases none, unknown if the socket is not there or the daemon does not say where it is.
  bool local = false;
  std::string agent;
  absl::StatusOr<bool> publishes = absl::UnknownError("nobody has asked");
  absl::StatusOr<std::string> publication_error = absl::UnknownError("nobody has asked");
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

// Whether the host is set up right, in the order in which a person would look. Of a status, what
// comes before the first "; " is what was found and the rest is the cure. Pure.
std::vector<Check> Diagnose(const HostFacts& facts);

// OK if nothing fails and everything could be told. FailedPrecondition if something fails, else
// Unknown; either counts the checks.
absl::Status Summary(const std::vector<Check>& checks);

}  // namespace neuron

#endif  // AGENT_CLI_DIAGNOSIS_H_
