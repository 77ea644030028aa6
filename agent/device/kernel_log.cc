#include "agent/device/kernel_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::size_t kLimit = 4 << 20;
// The kernel gives a record at a time and no half of one (Documentation/ABI/testing/dev-kmsg).
constexpr std::size_t kRecord = 8192;

// "6,123,456,-;text\n KEY=value\n" → "text\n"
absl::string_view TextOf(absl::string_view record) {
  const std::size_t prefix = record.find(';');
  record.remove_prefix(prefix == absl::string_view::npos ? 0 : prefix + 1);
  return record.substr(0, record.find('\n'));
}

absl::StatusOr<std::string> ReadRecords(const std::string& path) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) {
    return ErrnoStatus(errno, path);
  }
  std::string log;
  char record[kRecord];
  for (;;) {
    const ssize_t size = read(fd.get(), record, sizeof(record));
    if (size > 0) {
      absl::StrAppend(&log, TextOf({record, static_cast<std::size_t>(size)}), "\n");
      if (log.size() > kLimit) {
        log.erase(0, log.size() / 2);
      }
    } else if (size == 0 || errno == EAGAIN) {
      return log;
    } else if (errno != EPIPE && errno != EINTR) {
      // EPIPE: records were overwritten meanwhile; the next read goes on with the oldest.
      return ErrnoStatus(errno, path);
    }
  }
}

}  // namespace

bool IsKernelLog(const struct stat& found) {
  return S_ISCHR(found.st_mode) && found.st_rdev == makedev(1, 11);
}

absl::StatusOr<std::string> ReadKernelLog(const std::string& path) {
  struct stat found;
  if (stat(path.c_str(), &found) != 0) {
    return ErrnoStatus(errno, path);
  }
  if (S_ISREG(found.st_mode)) {
    return ReadFile(path, kLimit);
  }
  return IsKernelLog(found) ? ReadRecords(path)
                            : absl::InvalidArgumentError(
                                  absl::StrCat(path, ": is not the kernel's log; see --kmsg"));
}

}  // namespace neuron
