#include "agent/base/socket_claim.h"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr mode_t kSocketMode = 0660;
constexpr mode_t kDirectoryMode = 0755;
constexpr mode_t kNewDirectoryMode = 0700;

static_assert(SocketClaim::kMaxPath + sizeof(".new/s") <= sizeof(sockaddr_un::sun_path),
              "bind_path() must fit");

std::string NewDirectory(const std::string& path) { return path + ".new"; }
std::string NewSocket(const std::string& path) { return path + ".new/s"; }

// A path, and the flag by which it is chosen.
struct Choice {
  std::string path;
  absl::string_view flag;
};

absl::Status IsServed(absl::string_view by, const Choice& choice) {
  return absl::AlreadyExistsError(absl::StrCat("another ", by, " is serving ", choice.path,
                                               "; stop it, or give ", choice.flag, "=OTHER"));
}

absl::Status CheckPath(const Choice& choice) {
  const std::string& path = choice.path;
  if (path.empty() || path.back() == '/') {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", path, "\" names no socket; give ", choice.flag, "=FILE"));
  }
  if (path.size() > SocketClaim::kMaxPath) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the socket's path has ", path.size(), " characters and at most ", SocketClaim::kMaxPath,
        " are possible; give a shorter ", choice.flag, ": ", path));
  }
  return absl::OkStatus();
}

absl::Status MakeParent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos || slash == 0) {
    return absl::OkStatus();
  }
  const std::string parent = path.substr(0, slash);
  if (mkdir(parent.c_str(), kDirectoryMode) == 0 || errno == EEXIST) {
    return absl::OkStatus();
  }
  return ErrnoStatus(errno, absl::StrCat("cannot make the socket's directory ", parent));
}

absl::StatusOr<PidLock> TakeLock(const Choice& choice) {
  absl::StatusOr<PidLock> lock = PidLock::Take(choice.path + ".lock");
  if (absl::IsAlreadyExists(lock.status())) {
    return IsServed(absl::StrCat("neuron-agent (", lock.status().message(), ")"), choice);
  }
  return lock;
}

// "?" where the socket is of a kind that names no peer.
std::string PeerPid(const UniqueFd& socket) {
  ucred peer = {};
  socklen_t size = sizeof(peer);
  const bool known =
      getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0;
  return known ? absl::StrCat(peer.pid) : "?";
}

int Connect(const UniqueFd& socket, const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 ? 0
                                                                                            : errno;
}

absl::Status CheckNobodyAnswers(const Choice& choice) {
  const UniqueFd probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe.valid()) {
    return ErrnoStatus(errno, "cannot make a socket");
  }
  switch (const int error = Connect(probe, choice.path)) {
    case ECONNREFUSED:
    case ENOENT:
      return absl::OkStatus();
    case 0:
    case EAGAIN:      // Its queue of connections is full.
    case EPROTOTYPE:  // It is no stream socket: not ours, alive or dead.
      return IsServed(absl::StrCat("process (pid ", PeerPid(probe), ")"), choice);
    default:
      return ErrnoStatus(error, absl::StrCat("cannot tell whether somebody serves ", choice.path));
  }
}

absl::Status CheckNothingIsInTheWay(const Choice& choice) {
  const std::string& path = choice.path;
  struct stat info;
  if (lstat(path.c_str(), &info) != 0) {
    return errno == ENOENT ? absl::OkStatus() : ErrnoStatus(errno, path);
  }
  if (!S_ISSOCK(info.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, " exists and is not a socket; remove it yourself, or give ", choice.flag, "=OTHER"));
  }
  return CheckNobodyAnswers(choice);
}

void RemoveNewDirectory(const std::string& path) {
  struct stat info;
  if (lstat(NewSocket(path).c_str(), &info) == 0 && S_ISSOCK(info.st_mode)) {
    unlink(NewSocket(path).c_str());
  }
  rmdir(NewDirectory(path).c_str());
}

absl::Status MakeNewDirectory(const std::string& path) {
  RemoveNewDirectory(path);
  if (mkdir(NewDirectory(path).c_str(), kNewDirectoryMode) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot make the directory ", NewDirectory(path)));
  }
  return absl::OkStatus();
}

absl::Status SetGroup(const std::string& socket, const std::string& name) {
  const group* const entry = getgrnam(name.c_str());
  if (entry == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("no group \"", name, "\" on this host; create it, or name another"));
  }
  if (chown(socket.c_str(), static_cast<uid_t>(-1), entry->gr_gid) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot give the socket to group ", name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SocketClaim> SocketClaim::Take(std::string path, absl::string_view flag) {
  const Choice choice = {path, flag};
  NEURON_RETURN_IF_ERROR(CheckPath(choice));
  NEURON_RETURN_IF_ERROR(MakeParent(path));
  NEURON_ASSIGN_OR_RETURN(PidLock lock, TakeLock(choice));
  NEURON_RETURN_IF_ERROR(CheckNothingIsInTheWay(choice));
  NEURON_RETURN_IF_ERROR(MakeNewDirectory(path));
  return SocketClaim(std::move(path), std::move(lock));
}

SocketClaim::SocketClaim(std::string path, PidLock lock)
    : lock_(std::move(lock)), path_(std::move(path)) {}

SocketClaim::SocketClaim(SocketClaim&& other) noexcept
    : lock_(std::move(other.lock_)),
      path_(std::exchange(other.path_, std::string())),
      device_(other.device_),
      inode_(other.inode_) {}

SocketClaim::~SocketClaim() {
  if (path_.empty()) {
    return;
  }
  struct stat info;
  const bool ours = inode_ != 0 && lstat(path_.c_str(), &info) == 0 && info.st_dev == device_ &&
                    info.st_ino == inode_;
  if (ours) {
    unlink(path_.c_str());
  }
  RemoveNewDirectory(path_);
}

std::string SocketClaim::bind_path() const { return NewSocket(path_); }

absl::Status SocketClaim::Open(const std::string& group) {
  const std::string bound = bind_path();
  if (!group.empty()) {
    NEURON_RETURN_IF_ERROR(SetGroup(bound, group));
  }
  if (chmod(bound.c_str(), kSocketMode) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot set the mode of ", bound));
  }
  struct stat info;
  if (stat(bound.c_str(), &info) != 0 || rename(bound.c_str(), path_.c_str()) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot put the socket at ", path_));
  }
  device_ = info.st_dev;
  inode_ = info.st_ino;
  RemoveNewDirectory(path_);
  return absl::OkStatus();
}

}  // namespace neuron
