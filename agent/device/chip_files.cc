#include "agent/device/chip_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// What may be read again is read from its start.
ssize_t ReadOnce(int fd, bool again, char* bytes, std::size_t size) {
  ssize_t got;
  do {
    got = again ? pread(fd, bytes, size, 0) : read(fd, bytes, size);
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
  const ssize_t got = fd.valid() ? ReadOnce(fd.get(), kept != nullptr, bytes_, sizeof(bytes_)) : -1;
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
    fd_ = UniqueFd(open(directory_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  }
  char* const end = std::copy(leaf.begin(), leaf.end(), std::copy(path.begin(), path.end(), path_));
  *end = '\0';
  return UniqueFd(fd_.valid() ? openat(fd_.get(), path_, O_RDONLY | O_CLOEXEC | O_NOCTTY) : -1);
}

}  // namespace neuron
