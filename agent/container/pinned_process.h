#ifndef AGENT_CONTAINER_PINNED_PROCESS_H_
#define AGENT_CONTAINER_PINNED_PROCESS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "agent/base/file.h"

namespace neuron {

// One process for ever: an open descriptor of its directory in /proc, which never comes to stand
// for another process that is given the same number.
//
// What was read below path() before HasEnded() said no, was read of this process. Does nothing to
// it.
class PinnedProcess {
 public:
  // NotFound if there is no such process, or it has ended; DataLoss if its stat has no start time;
  // else as ErrnoStatus.
  static absl::StatusOr<PinnedProcess> Open(const std::string& proc, int pid);

  int pid() const { return pid_; }
  // Field 22 of its stat, clock ticks since boot.
  std::uint64_t start_ticks() const { return start_ticks_; }
  // "/proc/<pid>".
  const std::string& path() const { return path_; }

  // Whether it has ended, be it reaped or not. One system call, which reads nothing. A process
  // whose first thread has ended before the others counts as ended: it cannot be looked at any
  // more.
  bool HasEnded() const;

 private:
  PinnedProcess(int pid, std::string path, UniqueFd directory);

  int pid_;
  std::string path_;
  UniqueFd directory_;
  std::uint64_t start_ticks_ = 0;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_PINNED_PROCESS_H_
