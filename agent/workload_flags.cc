#include "agent/workload_flags.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/status.h"
#include "gflags/gflags.h"

DEFINE_string(mapped_policy, "exclusive",
              "when a container that was given a chip's node takes it: exclusive (at once), "
              "held-only, or lease");
DEFINE_string(observers, "",
              "containers, or families of tasks, that only watch chips, such as monitor,exporter");
DEFINE_string(
    docker_socket, "",
    "/var/run/docker.sock, to reserve chips once a container is created; empty: not asked");
DEFINE_bool(leases, true, "lease chips to those who ask (neuronctl run)");
DEFINE_string(lease_socket, "",
              "the Unix socket at which they ask; empty: lease.sock beside --socket");
DEFINE_string(
    lease_folder, "",
    "where leases are kept, so that they outlive the agent; empty: beside --socket's directory");
DEFINE_string(
    family_book, "",
    "where is kept which task definitions used which chips; empty: families beside --socket");
DEFINE_bool(service_lookup, false, "ask ECS which tasks are of DAEMON services, which only watch");
DEFINE_bool(task_definition_lookup, false,
            "ask ECS which chips a PENDING task maps whose definition was never seen here, to "
            "reserve them");
DEFINE_string(trace, "", "what to count besides, joined by commas: executions, syscalls, copies");

namespace neuron {
namespace {

std::vector<std::string> List(const std::string& value) {
  return absl::StrSplit(value, ',', absl::SkipWhitespace());
}

absl::Status Bad(absl::string_view flag, absl::string_view value, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --", flag, "=", value, ": ", expected, " expected"));
}

absl::StatusOr<MappedPolicy> ParsePolicy(const std::string& value) {
  if (value == "exclusive") {
    return MappedPolicy::kExclusive;
  }
  if (value == "held-only") {
    return MappedPolicy::kHeldOnly;
  }
  if (value == "lease") {
    return MappedPolicy::kLease;
  }
  return Bad("mapped_policy", value, "exclusive, held-only or lease");
}

absl::Status ReadTrace(WorkloadOptions* options) {
  for (const std::string& what : List(FLAGS_trace)) {
    if (what == "executions") {
      options->trace_executions = true;
    } else if (what == "syscalls") {
      options->trace_syscalls = true;
    } else if (what == "copies") {
      options->trace_copies = true;
    } else {
      return Bad("trace", FLAGS_trace, "executions, syscalls or copies, joined by commas");
    }
  }
  return absl::OkStatus();
}

std::string Beside(absl::string_view socket, const std::string& given, absl::string_view name) {
  return given.empty() ? absl::StrCat(socket.substr(0, socket.rfind('/') + 1), name) : given;
}

// Not in the socket's directory, which is mounted into containers: whoever can open a lease's FIFO
// there, as a container's root can, would keep it alive.
std::string LeaseFolderFor(absl::string_view socket) {
  return absl::StrCat(socket.substr(0, socket.rfind('/')), ".leases");
}

// What a definition maps says what a task will take only where a mapping takes.
absl::Status CheckLookup(const WorkloadOptions& options) {
  return options.task_definition_lookup && options.policy.mapped != MappedPolicy::kExclusive
             ? Bad("task_definition_lookup", "true", "--mapped_policy=exclusive")
             : absl::OkStatus();
}

// A path of a socket has little room in its address.
absl::Status CheckSocket(absl::string_view flag, const std::string& path) {
  constexpr std::size_t kLongest = 107;
  if (path.empty() || (path.front() == '/' && path.size() <= kLongest)) {
    return absl::OkStatus();
  }
  return Bad(flag, path, "an absolute path of at most 107 characters");
}

}  // namespace

const std::vector<std::string>& WorkloadFlagNames() {
  static const auto* const kNames = new std::vector<std::string>{
      "mapped_policy",          "observers",    "docker_socket", "leases",
      "lease_socket",           "lease_folder", "family_book",   "service_lookup",
      "task_definition_lookup", "trace"};
  return *kNames;
}

absl::StatusOr<WorkloadOptions> WorkloadOptionsFromFlags(absl::string_view socket) {
  WorkloadOptions options;
  NEURON_ASSIGN_OR_RETURN(options.policy.mapped, ParsePolicy(FLAGS_mapped_policy));
  options.policy.observers = List(FLAGS_observers);
  NEURON_RETURN_IF_ERROR(CheckSocket("docker_socket", FLAGS_docker_socket));
  NEURON_RETURN_IF_ERROR(CheckSocket("lease_socket", FLAGS_lease_socket));
  options.docker_socket = FLAGS_docker_socket;
  options.leases = FLAGS_leases;
  options.lease_socket = Beside(socket, FLAGS_lease_socket, "lease.sock");
  options.lease_folder = FLAGS_lease_folder.empty() ? LeaseFolderFor(socket) : FLAGS_lease_folder;
  options.family_book = Beside(socket, FLAGS_family_book, "families");
  options.service_lookup = FLAGS_service_lookup;
  options.task_definition_lookup = FLAGS_task_definition_lookup;
  NEURON_RETURN_IF_ERROR(CheckLookup(options));
  NEURON_RETURN_IF_ERROR(ReadTrace(&options));
  return options;
}

}  // namespace neuron
