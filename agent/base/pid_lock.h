#ifndef AGENT_BASE_PID_LOCK_H_
#define AGENT_BASE_PID_LOCK_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/base/file.h"

namespace neuron {

// A lock file (flock) that says who holds it: one line with the pid. The kernel gives the lock
// back when its holder is gone, however that ended. Destruction unlinks the file.
class PidLock {
 public:
  // Does not wait. AlreadyExists if another process has the lock; the message is "pid N", or
  // "pid ?" if the file does not say. Else as ErrnoStatus.
  static absl::StatusOr<PidLock> Take(std::string path);

  PidLock(PidLock&&) noexcept = default;
  PidLock& operator=(PidLock&&) = delete;
  ~PidLock();

 private:
  PidLock(std::string path, UniqueFd file);

  std::string path_;
  UniqueFd file_;
};

}  // namespace neuron

#endif  // AGENT_BASE_PID_LOCK_H_
