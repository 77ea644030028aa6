#include "agent/edge/exit_watch.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status PidfdError(int error, int pid) {
  const absl::Status status = ErrnoStatus(error, absl::StrCat("follow process ", pid));
  switch (error) {
    case ENOSYS:
      return absl::Status(status.code(),
                          absl::StrCat(status.message(), "; exits are told since Linux 5.3"));
    case EMFILE:
      return absl::Status(status.code(),
                          absl::StrCat(status.message(), "; raise the limit on open files"));
    case EPERM:
      return absl::Status(
          status.code(),
          absl::StrCat(status.message(), "; allow pidfd_open in the agent's seccomp profile"));
    default:
      return status;
  }
}

bool HasExited(const UniqueFd& process) {
  pollfd wanted = {process.get(), POLLIN, 0};
  return poll(&wanted, 1, 0) > 0;
}

// Drops from a set or map what is not in `wanted`.
template <typename Numbers, typename NumberOf>
void Retain(const std::set<int>& wanted, Numbers* numbers, NumberOf number_of) {
  for (auto it = numbers->begin(); it != numbers->end();) {
    it = wanted.count(number_of(*it)) == 0 ? numbers->erase(it) : std::next(it);
  }
}

}  // namespace

ExitWatch::ExitWatch(Loop* loop, std::function<void(const Edge&)> heard)
    : loop_(loop), heard_(std::move(heard)) {}

void ExitWatch::Follow(const std::vector<int>& pids) {
  const std::set<int> wanted(pids.begin(), pids.end());
  Retain(wanted, &followed_, [](const auto& entry) { return entry.first; });
  Retain(wanted, &told_, [](int pid) { return pid; });
  status_ = absl::OkStatus();
  for (const int pid : wanted) {
    if (followed_.count(pid) == 0) {
      status_.Update(Add(pid));
    }
  }
}

absl::Status ExitWatch::Add(int pid) {
  if (followed_.size() >= kMostProcesses) {
    return absl::ResourceExhaustedError(
        absl::StrCat("more than ", kMostProcesses,
                     " processes have chips; let those that only inherited them close them"));
  }
  UniqueFd process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
  if (!process.valid() && errno != ESRCH) {
    return PidfdError(errno, pid);
  }
  if (!process.valid() || HasExited(process)) {
    // Not from within the call.
    if (told_.insert(pid).second) {
      loop_->Post(lifetime_.Guard([this, pid] { Tell(pid); }));
    }
    return absl::OkStatus();
  }
  told_.erase(pid);
  Followed& followed = followed_[pid];
  followed.process = std::move(process);
  followed.watch = loop_->Watch(followed.process.get(), [this, pid] { OnGone(pid); });
  return absl::OkStatus();
}

void ExitWatch::OnGone(int pid) {
  followed_.erase(pid);
  told_.insert(pid);
  Tell(pid);
}

void ExitWatch::Tell(int pid) {
  heard_({Edge::Kind::kExited, loop_->Monotonic(), pid, /*chip=*/-1});
}

}  // namespace neuron
