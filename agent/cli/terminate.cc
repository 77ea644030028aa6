#include "agent/cli/terminate.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status CheckStart(const std::string& proc, int pid, std::uint64_t start_ticks) {
  NEURON_ASSIGN_OR_RETURN(const std::string stat, ReadFile(absl::StrCat(proc, "/", pid, "/stat")));
  return ParseProcStat(stat).start_ticks == start_ticks
             ? absl::OkStatus()
             : absl::NotFoundError(absl::StrCat(
                   "pid ", pid, " is another process by now, which is left alone; look again"));
}

absl::Status Send(const UniqueFd& process, int pid) {
  if (syscall(SYS_pidfd_send_signal, process.get(), SIGTERM, nullptr, 0) == 0) {
    return absl::OkStatus();
  }
  const absl::Status status = ErrnoStatus(errno, absl::StrCat("cannot terminate pid ", pid));
  return absl::IsPermissionDenied(status)
             ? absl::PermissionDeniedError(absl::StrCat(status.message(), "; run as root"))
             : status;
}

}  // namespace

absl::Status TerminateProcess(const std::string& proc, int pid, std::uint64_t start_ticks) {
  // From here on the descriptor stands for one process; that it is the right one is seen after.
  const UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  if (!process.valid()) {
    return ErrnoStatus(errno, absl::StrCat("pid ", pid));
  }
  NEURON_RETURN_IF_ERROR(CheckStart(proc, pid, start_ticks));
  return Send(process, pid);
}

}  // namespace neuron
