// neuron-agent: makes the Neuron chips of this host known to Amazon ECS.

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "absl/status/status.h"
#include "agent/base/name_service.h"
#include "agent/daemon.h"
#include "agent/manual_page.h"
#include "agent/options.h"
#include "agent/publishing.h"
#include "agent/version.h"

namespace {

// As `neuron-agent --help` lists them.
constexpr int kCannotRun = 1;
constexpr int kUsage = 2;
constexpr int kAlreadyRunning = 3;

int Fail(const absl::Status& status, int code) {
  std::fprintf(stderr, "neuron-agent: %s\n", std::string(status.message()).c_str());
  return code;
}

int ExitCode(const absl::Status& failure) {
  return absl::IsAlreadyExists(failure)     ? kAlreadyRunning
         : absl::IsInvalidArgument(failure) ? kUsage
                                            : kCannotRun;
}

// Descriptors are few by default, and a host may have many chips, containers and holders.
void RaiseDescriptorLimit() {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

}  // namespace

int main(int argc, char** argv) {
  neuron::UseFilesAndDns();
  std::signal(SIGPIPE, SIG_IGN);
  RaiseDescriptorLimit();
  // One heap: an arena for each of gRPC's threads costs more memory than they ever use.
  mallopt(M_ARENA_MAX, 1);
  // Its default, but fixed: it would grow with what libbpf takes for the kernel's types, and the
  // heap would keep the next such 10 MB when they are given back.
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  // What one pass frees, the next one needs: it is not to be given back in between.
  mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
  const auto options = neuron::ParseAgentOptions(argc, argv);
  if (!options.ok()) {
    return Fail(options.status(), kUsage);
  }
  if (options->help) {
    std::fputs(neuron::ManualPage().c_str(), stdout);
    return 0;
  }
  if (options->version) {
    std::printf("neuron-agent %s\n", std::string(neuron::kAgentVersion).c_str());
    return 0;
  }
  if (options->publishing.withdraw) {
    const absl::Status status = neuron::WithdrawOnce(*options);
    // The look-up of a name may hang: no destructor waits for it.
    _exit(status.ok() ? 0 : Fail(status, ExitCode(status)));
  }
  const auto daemon = neuron::Daemon::Start(*options);
  if (!daemon.ok()) {
    return Fail(daemon.status(), ExitCode(daemon.status()));
  }
  (*daemon)->Run();
  std::fflush(nullptr);
  // A reader may hang in the kernel: no destructor waits for it.
  _exit(0);
}
