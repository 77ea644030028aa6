#ifndef AGENT_BASE_FILE_H_
#define AGENT_BASE_FILE_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Owns one file descriptor and closes it.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  ~UniqueFd() { Reset(); }
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    Reset();
    fd_ = std::exchange(other.fd_, -1);
    return *this;
  }

  bool valid() const { return fd_ >= 0; }
  int get() const { return fd_; }
  void Reset();

 private:
  int fd_ = -1;
};

// The largest answer that one read of a sysfs attribute gives.
inline constexpr std::size_t kSysfsPage = 4096;

// The bytes of a small kernel file (sysfs, procfs), by one open, reads to the end, one close. Only
// ever opened for reading. May block for as long as the kernel does.
//
// ResourceExhausted if there are more than `limit` bytes; else as ErrnoStatus, naming the path.
absl::StatusOr<std::string> ReadFile(const std::string& path, std::size_t limit = kSysfsPage);

// The names in a directory but for . and .., sorted by byte. Fails as ErrnoStatus.
absl::StatusOr<std::vector<std::string>> ListDirectory(const std::string& path);

// What the symbolic link says. Fails as ErrnoStatus.
absl::StatusOr<std::string> ReadLink(const std::string& path);

// Replaces the file by one with these bytes and this mode (whatever the umask), whole or not at all
// (rename), even if the machine stops in the middle. Fails as ErrnoStatus; then the old file is as
// it was and nothing is left beside it. One thread at a time for one path.
absl::Status ReplaceFile(const std::string& path, absl::string_view bytes, unsigned mode);

}  // namespace neuron

#endif  // AGENT_BASE_FILE_H_
