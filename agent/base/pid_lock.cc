#include "agent/base/pid_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status DescribeHolder(const UniqueFd& file) {
  char text[16] = {};
  const ssize_t length = pread(file.get(), text, sizeof(text) - 1, 0);
  return absl::AlreadyExistsError(
      absl::StrCat("pid ", length > 0 ? absl::StripAsciiWhitespace(text) : "?"));
}

absl::Status WritePid(const UniqueFd& file, const std::string& path) {
  const std::string pid = absl::StrCat(getpid(), "\n");
  if (ftruncate(file.get(), 0) != 0 || pwrite(file.get(), pid.data(), pid.size(), 0) < 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot write ", path));
  }
  return absl::OkStatus();
}

// Whether the open file is still the one at the path: who gives a lock back unlinks it.
bool IsStillAt(const UniqueFd& file, const std::string& path) {
  struct stat ours;
  struct stat there;
  return fstat(file.get(), &ours) == 0 && stat(path.c_str(), &there) == 0 &&
         ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

}  // namespace

absl::StatusOr<PidLock> PidLock::Take(std::string path) {
  while (true) {
    UniqueFd file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.valid()) {
      return ErrnoStatus(errno, absl::StrCat("cannot open the lock ", path));
    }
    if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      return errno == EWOULDBLOCK ? DescribeHolder(file)
                                  : ErrnoStatus(errno, absl::StrCat("cannot lock ", path));
    }
    if (IsStillAt(file, path)) {
      NEURON_RETURN_IF_ERROR(WritePid(file, path));
      return PidLock(std::move(path), std::move(file));
    }
  }
}

PidLock::PidLock(std::string path, UniqueFd file)
    : path_(std::move(path)), file_(std::move(file)) {}

PidLock::~PidLock() {
  if (file_.valid()) {
    unlink(path_.c_str());
  }
}

}  // namespace neuron
