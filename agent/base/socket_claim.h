#ifndef AGENT_BASE_SOCKET_CLAIM_H_
#define AGENT_BASE_SOCKET_CLAIM_H_

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/pid_lock.h"

namespace neuron {

// The path of a Unix socket, made ours before a server binds.
//
// gRPC unlinks whatever socket it finds and binds over it, also one that another agent serves. So:
// - a lock, <path>.lock, keeps two agents apart;
// - a connection attempt finds a living server that knows no lock;
// - the server binds at bind_path(), in a directory <path>.new that only this user can enter;
// - Open() gives that socket its mode and group and renames it to the path. A client therefore
//   meets the old dead socket, nothing, or ours with its final mode; the umask, which belongs to
//   the whole process, is left alone.
// A dead socket is replaced. What is not a socket is never touched.
//
// Destruction unlinks the socket, if it is still ours, and gives the lock back. A process that is
// killed leaves files; the next Take() copes. One thread.
class SocketClaim {
 public:
  // The longest path that fits a socket's address (107) along with what bind_path() adds.
  static constexpr std::size_t kMaxPath = 101;

  // Makes `path` ours, and its directory if that is missing (mode 0755; its parent must exist).
  // `flag` is the one by which an operator chooses another path.
  //
  // Each message names the path and the cure. InvalidArgument: the path is empty or too long.
  // AlreadyExists: another process serves it; the message has its pid. FailedPrecondition:
  // something that is not a socket is in the way. Else as ErrnoStatus.
  static absl::StatusOr<SocketClaim> Take(std::string path, absl::string_view flag = "--socket");

  SocketClaim(SocketClaim&& other) noexcept;
  SocketClaim& operator=(SocketClaim&&) = delete;
  ~SocketClaim();

  // Where the server must bind, before Open().
  std::string bind_path() const;
  // Where clients find it, after Open().
  const std::string& path() const { return path_; }

  // Lets clients in: the socket bound at bind_path() becomes path(), with mode 0660 and, unless
  // `group` is empty, that group. NotFound if there is no such group; else as ErrnoStatus.
  absl::Status Open(const std::string& group);

 private:
  SocketClaim(std::string path, PidLock lock);

  PidLock lock_;
  // Empty once moved from.
  std::string path_;
  // Which socket Open() put at the path; 0 before that.
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace neuron

#endif  // AGENT_BASE_SOCKET_CLAIM_H_
