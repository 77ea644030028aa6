// neuronctl: what the chips of this host are, who holds them, and what ECS is told.

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/base/name_service.h"
#include "agent/cli/help.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"
#include "agent/cli/run.h"
#include "agent/cli/run_apart.h"
#include "agent/cli/run_lease.h"
#include "grpc/support/log.h"

namespace neuron {
namespace {

ExitCode Fail(ExitCode code, const absl::Status& status) {
  std::fprintf(stderr, "neuronctl: %s\n", std::string(status.message()).c_str());
  return code;
}

ExitCode CodeFor(const std::string& command, const absl::Status& status) {
  if ((command == "doctor" || command == "health") &&
      (absl::IsUnknown(status) || absl::IsDeadlineExceeded(status))) {
    return ExitCode::kUntold;
  }
  // There, false, or a finding, is a result and the only problem.
  if ((command == "placement explain" || command == "placement lint") &&
      !absl::IsFailedPrecondition(status) && !absl::IsUnavailable(status)) {
    return ExitCode::kUntold;
  }
  return absl::IsUnavailable(status) ? ExitCode::kUnreachable : ExitCode::kProblem;
}

ExitCode RunHere(const Options& options) {
  const absl::Status status = Run(options, OutputTo(STDOUT_FILENO));
  if (status.ok() || absl::IsCancelled(status)) {
    return ExitCode::kOk;
  }
  return Fail(CodeFor(options.command, status), status);
}

// Files of chips are read, without the daemon.
bool MayHang(const Options& options) {
  return options.local || options.check || options.command == "capture";
}

// What is read of chips ends within three times the patience for one file; other files of the host
// have as long as one.
ExitCode RunWithin(const Options& options) {
  const absl::StatusOr<ExitCode> code =
      RunApart([&] { return RunHere(options); }, 4 * options.patience + absl::Seconds(10));
  return code.ok() ? *code : Fail(CodeFor(options.command, code.status()), code.status());
}

ExitCode Main(int argc, char** argv) {
  const absl::StatusOr<Options> options = ParseOptions(argc, argv);
  if (!options.ok()) {
    return Fail(ExitCode::kUsage, options.status());
  }
  if (options->command == "run") {
    const NotRun not_run = RunLease(*options, [](absl::string_view line) {
      std::fprintf(stderr, "neuronctl: %s\n", std::string(line).c_str());
    });
    return Fail(not_run.code, not_run.why);
  }
  return MayHang(*options) ? RunWithin(*options) : RunHere(*options);
}

}  // namespace
}  // namespace neuron

int main(int argc, char** argv) {
  neuron::UseFilesAndDns();
  std::signal(SIGPIPE, SIG_IGN);
  // What gRPC has to say comes back as a status, too.
  gpr_set_log_function([](gpr_log_func_args*) {});
  return static_cast<int>(neuron::Main(argc, argv));
}
