#include "agent/container/pinned_process.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/proc_stat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::StatusOr<std::uint64_t> ReadStartTicks(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const std::uint64_t ticks = ParseProcStat(text).start_ticks;
  if (ticks == 0) {
    return absl::DataLossError(absl::StrCat(path, ": no start time"));
  }
  return ticks;
}

}  // namespace

PinnedProcess::PinnedProcess(int pid, std::string path, UniqueFd directory)
    : pid_(pid), path_(std::move(path)), directory_(std::move(directory)) {}

absl::StatusOr<PinnedProcess> PinnedProcess::Open(const std::string& proc, int pid) {
  const std::string path = absl::StrCat(proc, "/", pid);
  UniqueFd directory(open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid()) {
    return ErrnoStatus(errno, path);
  }
  PinnedProcess process(pid, path, std::move(directory));
  NEURON_ASSIGN_OR_RETURN(process.start_ticks_, ReadStartTicks(path + "/stat"));
  if (process.HasEnded()) {
    return absl::NotFoundError(absl::StrCat(path, ": the process has ended"));
  }
  return process;
}

bool PinnedProcess::HasEnded() const {
  // A link that is gone with the process, also from the directory of one that waits to be reaped.
  struct statx found;
  return statx(directory_.get(), "root", AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_TYPE,
               &found) != 0 &&
         (errno == ENOENT || errno == ESRCH);
}

}  // namespace neuron
