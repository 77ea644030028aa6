#include "agent/base/pid_namespace.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// PROC_PID_INIT_INO of the kernel: the initial pid namespace has the same number everywhere.
constexpr absl::string_view kHostPidNamespace = "pid:[4026531836]";

}  // namespace

absl::Status CheckHostPids(const std::string& proc) {
  NEURON_ASSIGN_OR_RETURN(const std::string name, ReadLink(absl::StrCat(proc, "/self/ns/pid")));
  if (name != kHostPidNamespace) {
    return absl::FailedPreconditionError(
        absl::StrCat("the agent is in a pid namespace of its own (", name,
                     ") and sees only the processes there; run it on the host or with the host's "
                     "pid namespace (pidMode: host)"));
  }
  return absl::OkStatus();
}

}  // namespace neuron
