#include "tests/simulator/mount.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

constexpr long kFuseMagic = 0x65735546;

// A dead file system server's mount answers nothing but this.
bool IsDeadMount(const std::string& directory) {
  struct stat attributes;
  return stat(directory.c_str(), &attributes) != 0 && errno == ENOTCONN;
}

// Whether somebody else has unmounted it.
bool IsUnmounted(fuse_session* session) {
  pollfd connection = {fuse_session_fd(session), 0, 0};
  return poll(&connection, 1, 0) > 0 && (connection.revents & POLLERR) != 0;
}

absl::Status MakeDirectory(const std::string& directory) {
  if (mkdir(directory.c_str(), 0755) == 0 || errno == EEXIST) return absl::OkStatus();
  return ErrnoStatus(errno, "make " + directory);
}

}  // namespace

absl::StatusOr<std::string> PrepareMountPoint(const std::string& directory) {
  if (IsDeadMount(directory) && umount2(directory.c_str(), MNT_DETACH) != 0) {
    return ErrnoStatus(errno, absl::StrCat("unmount ", directory, " of a dead file system"));
  }
  NEURON_RETURN_IF_ERROR(MakeDirectory(directory));
  char resolved[PATH_MAX];
  if (realpath(directory.c_str(), resolved) == nullptr) return ErrnoStatus(errno, directory);
  struct statfs file_system;
  if (statfs(resolved, &file_system) == 0 && file_system.f_type == kFuseMagic) {
    return absl::AlreadyExistsError(
        absl::StrCat(resolved, " is on a living FUSE mount: stop that neuron-sim first"));
  }
  NEURON_ASSIGN_OR_RETURN(const auto names, ListDirectory(resolved));
  if (!names.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat(resolved, " is not empty: name an empty directory"));
  }
  return std::string(resolved);
}

absl::StatusOr<std::unique_ptr<Mount>> Mount::Make(const std::string& directory,
                                                   FileSystem* file_system) {
  char program[] = "neuron-sim";
  char option[] = "-oallow_other,default_permissions,fsname=neuron-sim";
  char* words[] = {program, option, nullptr};
  fuse_args arguments = FUSE_ARGS_INIT(2, words);
  const fuse_lowlevel_ops operations = FileSystem::Operations();
  fuse_session* session =
      fuse_session_new(&arguments, &operations, sizeof(operations), file_system);
  fuse_opt_free_args(&arguments);
  if (session == nullptr) return absl::InternalError("libfuse refused the session");
  if (fuse_session_mount(session, directory.c_str()) != 0) {
    const int error = errno != 0 ? errno : EPERM;
    fuse_session_destroy(session);
    return ErrnoStatus(error, absl::StrCat("mount ", directory, " (needs root and /dev/fuse)"));
  }
  return std::unique_ptr<Mount>(new Mount(session, directory, file_system));
}

Mount::Mount(fuse_session* session, std::string directory, FileSystem* file_system)
    : session_(session),
      directory_(std::move(directory)),
      file_system_(file_system),
      ready_(epoll_create1(EPOLL_CLOEXEC)) {
  file_system_->Start(session_);
  for (const int fd : {fuse_session_fd(session_), file_system_->fd()}) {
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(ready_.get(), EPOLL_CTL_ADD, fd, &event);
  }
}

Mount::~Mount() {
  file_system_->CutShort();
  fuse_session_exit(session_);
  // By force: the kernel then ends all that waits for us, also what we wait for ourselves.
  if (!IsUnmounted(session_)) umount2(directory_.c_str(), MNT_FORCE | MNT_DETACH);
  file_system_->Stop();
  fuse_session_unmount(session_);
  fuse_session_destroy(session_);
  std::free(buffer_.mem);
}

bool Mount::Serve() {
  epoll_event events[2];
  const int count = epoll_wait(ready_.get(), events, 2, 0);
  bool mounted = true;
  for (int i = 0; i < count; ++i) {
    if (events[i].data.fd == file_system_->fd()) {
      file_system_->Attend();
      continue;
    }
    const int size = fuse_session_receive_buf(session_, &buffer_);
    if (size > 0) fuse_session_process_buf(session_, &buffer_);
    mounted = fuse_session_exited(session_) == 0 && (size > 0 || size == -EINTR || size == -EAGAIN);
  }
  return mounted;
}

}  // namespace neuron::sim
