#include "tests/simulator/mount.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

constexpr long kFuseMagic = 0x65735546;

// A dead file system server's mount answers nothing but this.
bool IsDeadMount(const std::string& directory) {
  struct stat attributes;
  return stat(directory.c_str(), &attributes) != 0 && errno == ENOTCONN;
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
  return std::unique_ptr<Mount>(new Mount(session));
}

Mount::~Mount() {
  fuse_session_unmount(session_);
  fuse_session_destroy(session_);
  std::free(buffer_.mem);
}

int Mount::fd() const { return fuse_session_fd(session_); }

bool Mount::Serve() {
  const int size = fuse_session_receive_buf(session_, &buffer_);
  if (size > 0) fuse_session_process_buf(session_, &buffer_);
  return fuse_session_exited(session_) == 0 && (size > 0 || size == -EINTR || size == -EAGAIN);
}

}  // namespace neuron::sim
