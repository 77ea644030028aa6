#include "agent/cli/run_lease.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/cli/lease_client.h"
#include "agent/lease/logical_nc_config.h"

namespace neuron {
namespace {

// Above those that shells and scripts name by number, and so might close.
constexpr int kLowestDescriptor = 100;

ExitCode CodeOf(const absl::Status& why) {
  if (absl::IsDeadlineExceeded(why)) {
    return ExitCode::kTryAgain;
  }
  return absl::IsFailedPrecondition(why) || absl::IsInvalidArgument(why) ? ExitCode::kNever
                                                                         : ExitCode::kNoAgent;
}

// How many physical cores make a logical one for a process that is started here; 0 if nobody says.
absl::StatusOr<int> LogicalCoreSize() {
  for (const char* const name : {"NEURON_LOGICAL_NC_CONFIG", "NEURON_RT_VIRTUAL_CORE_SIZE"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') {
      return ParseLogicalNcConfig(name, value);
    }
  }
  const absl::StatusOr<std::string> file = ReadFile(kLogicalNcConfigFile);
  if (absl::IsNotFound(file.status())) {
    return 0;
  }
  return file.ok() ? ParseLogicalNcConfigFile(*file) : file.status();
}

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

absl::StatusOr<HeldLease> Lease(const Options& options,
                                const std::function<void(absl::string_view)>& notice) {
  LeaseRequest request;
  request.chips = options.chips;
  NEURON_ASSIGN_OR_RETURN(request.logical_core_size, LogicalCoreSize());
  request.wait = options.wait;
  request.command = BaseName(options.arguments.front());
  return AskForLease(options.lease_socket, request, [&](int position) {
    notice(absl::StrCat("waiting for ", options.chips, options.chips == 1 ? " chip" : " chips",
                        ", number ", position, " in the queue"));
  });
}

// A descriptor that the command inherits. Never closed by us: exec does with the process what it
// does.
absl::Status LeaveOpen(const UniqueFd& lifeline) {
  const bool moved = fcntl(lifeline.get(), F_DUPFD, kLowestDescriptor) >= 0;
  // Where the limit is lower than that, any number must do.
  if (!moved && fcntl(lifeline.get(), F_SETFD, 0) != 0) {
    return ErrnoStatus(errno, "cannot keep the lease's descriptor");
  }
  return absl::OkStatus();
}

// Returns only if it fails.
NotRun Become(const std::vector<std::string>& arguments) {
  std::vector<char*> words;
  for (const std::string& argument : arguments) {
    words.push_back(const_cast<char*>(argument.c_str()));
  }
  words.push_back(nullptr);
  // neuronctl ignores it; the command must not.
  std::signal(SIGPIPE, SIG_DFL);
  execvp(words[0], words.data());
  const int error = errno;
  return {error == ENOENT ? ExitCode::kCommandNotFound : ExitCode::kCannotExecute,
          ErrnoStatus(error, absl::StrCat("cannot run ", arguments.front()))};
}

}  // namespace

NotRun RunLease(const Options& options, const std::function<void(absl::string_view)>& notice) {
  const absl::StatusOr<HeldLease> lease = Lease(options, notice);
  if (!lease.ok()) {
    return {CodeOf(lease.status()), lease.status()};
  }
  const absl::Status kept = LeaveOpen(lease->lifeline);
  if (!kept.ok()) {
    return {ExitCode::kNoAgent, kept};
  }
  setenv("NEURON_RT_VISIBLE_CORES", lease->terms.visible_cores.c_str(), 1);
  unsetenv("NEURON_RT_NUM_CORES");
  return Become(options.arguments);
}

}  // namespace neuron
