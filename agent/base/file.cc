#include "agent/base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status WriteAll(int fd, absl::string_view bytes, unsigned mode, const std::string& path) {
  // Whatever the umask, and whatever an interrupted writer left under this name.
  if (fchmod(fd, mode) != 0) {
    return ErrnoStatus(errno, absl::StrCat("change the mode of ", path));
  }
  while (!bytes.empty()) {
    const ssize_t wrote = write(fd, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) {
      continue;
    }
    if (wrote < 0) {
      return ErrnoStatus(errno, absl::StrCat("write ", path));
    }
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  if (fsync(fd) != 0) {
    return ErrnoStatus(errno, absl::StrCat("sync ", path));
  }
  return absl::OkStatus();
}

}  // namespace

void UniqueFd::Reset() {
  if (fd_ >= 0) {
    close(fd_);
  }
  fd_ = -1;
}

absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t limit) {
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!fd.valid()) {
    return ErrnoStatus(errno, path);
  }
  // One byte more than allowed tells "too long" from "exactly as long".
  std::string bytes(limit + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = read(fd.get(), &bytes[size], bytes.size() - size);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return ErrnoStatus(errno, path);
    }
    if (got == 0) {
      break;
    }
    size += static_cast<std::size_t>(got);
  }
  if (size > limit) {
    return absl::ResourceExhaustedError(absl::StrCat(path, ": more than ", limit, " bytes"));
  }
  bytes.resize(size);
  return bytes;
}

absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path) {
  std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()), closedir);
  if (directory == nullptr) {
    return ErrnoStatus(errno, path);
  }
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(directory.get())) {
    const absl::string_view name(entry->d_name);
    if (name != "." && name != "..") {
      names.emplace_back(name);
    }
    errno = 0;
  }
  if (errno != 0) {
    return ErrnoStatus(errno, path);
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<std::string> ReadLink(const std::string& path) {
  char target[PATH_MAX];
  const ssize_t size = readlink(path.c_str(), target, sizeof(target));
  if (size < 0) {
    return ErrnoStatus(errno, path);
  }
  return std::string(target, static_cast<std::size_t>(size));
}

absl::Status ReplaceFile(const std::string& path, absl::string_view bytes, unsigned mode) {
  const std::string temporary = absl::StrCat(path, ".", getpid());
  UniqueFd fd(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!fd.valid()) {
    return ErrnoStatus(errno, temporary);
  }
  absl::Status written = WriteAll(fd.get(), bytes, mode, temporary);
  if (written.ok() && rename(temporary.c_str(), path.c_str()) != 0) {
    written = ErrnoStatus(errno, absl::StrCat("rename ", temporary, " to ", path));
  }
  if (!written.ok()) {
    unlink(temporary.c_str());
  }
  return written;
}

}  // namespace neuron
