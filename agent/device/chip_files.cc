#include "agent/device/chip_files.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// Not by libc's functions, which are cancellation points: with threads that costs some hundredths
// of what a file does, and none of ours is ever cancelled. Closing is left to libc: the thread
// sanitizer must know of it.

UniqueFd OpenBelow(int directory, const char* path, int flags) {
  return UniqueFd(static_cast<int>(syscall(SYS_openat, directory, path, flags | O_CLOEXEC)));
}

// By pread also what is read once: read would lock the file's position, which threads may share.
ssize_t ReadFromStart(int fd, char* bytes, std::size_t size) {
  ssize_t got;
  do {
    got = syscall(SYS_pread64, fd, bytes, size, off_t{0});
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

absl::StatusOr<absl::string_view> ChipFiles::Read(absl::string_view path, absl::string_view leaf,
                                                  UniqueFd* kept) {
  UniqueFd passing;
  UniqueFd& fd = kept != nullptr ? *kept : passing;
  if (!fd.valid()) {
    fd = Open(path, leaf);
  }
  const ssize_t got = fd.valid() ? ReadFromStart(fd.get(), bytes_, sizeof(bytes_)) : -1;
  if (got < 0) {
    const int error = errno;
    fd.Reset();
    return ErrnoStatus(error, FullPath(path, leaf));
  }
  const auto size = static_cast<std::size_t>(got);
  if (size > kSysfsPage) {
    return absl::ResourceExhaustedError(
        absl::StrCat(FullPath(path, leaf), ": more than ", kSysfsPage, " bytes"));
  }
  return absl::string_view(bytes_, size);
}

std::string ChipFiles::FullPath(absl::string_view path, absl::string_view leaf) const {
  return absl::StrCat(directory_, "/", path, leaf);
}

UniqueFd ChipFiles::Open(absl::string_view path, absl::string_view leaf) {
  if (path.size() + leaf.size() >= sizeof(path_)) {
    errno = ENAMETOOLONG;
    return UniqueFd();
  }
  if (!fd_.valid()) {
    fd_ = OpenBelow(AT_FDCWD, directory_.c_str(), O_PATH | O_DIRECTORY);
  }
  char* const end = std::copy(leaf.begin(), leaf.end(), std::copy(path.begin(), path.end(), path_));
  *end = '\0';
  return fd_.valid() ? OpenBelow(fd_.get(), path_, O_RDONLY | O_NOCTTY) : UniqueFd();
}

}  // namespace neuron
