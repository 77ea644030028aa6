#include "agent/device/kernel_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::size_t kLimit = 4 << 20;
// The kernel gives a record at a time and no half of one (Documentation/ABI/testing/dev-kmsg).
constexpr std::size_t kRecord = 8192;

absl::StatusOr<struct stat> Find(const std::string& path) {
  struct stat found;
  if (stat(path.c_str(), &found) != 0) {
    return ErrnoStatus(errno, path);
  }
  return found;
}

absl::StatusOr<std::string> ReadRecords(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const UniqueFd fd, OpenKernelLog(path));
  std::string log;
  for (;;) {
    NEURON_ASSIGN_OR_RETURN(const absl::optional<KernelRecord> record, ReadKernelRecord(fd));
    if (!record.has_value()) {
      return log;
    }
    absl::StrAppend(&log, record->text, "\n");
    if (log.size() > kLimit) {
      log.erase(0, log.size() / 2);
    }
  }
}

}  // namespace

bool IsKernelLog(const struct stat& found) {
  return S_ISCHR(found.st_mode) && found.st_rdev == makedev(1, 11);
}

absl::StatusOr<std::string> ReadKernelLog(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const struct stat found, Find(path));
  return S_ISREG(found.st_mode) ? ReadFile(path, kLimit) : ReadRecords(path);
}

absl::StatusOr<UniqueFd> OpenKernelLog(const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const struct stat found, Find(path));
  if (!IsKernelLog(found)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": is not the kernel's log; see --kmsg"));
  }
  UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd.valid()) {
    return ErrnoStatus(errno, path);
  }
  return fd;
}

absl::StatusOr<absl::optional<KernelRecord>> ReadKernelRecord(const UniqueFd& log) {
  char record[kRecord];
  for (;;) {
    const ssize_t size = read(log.get(), record, sizeof(record));
    if (size > 0) {
      return ParseKernelRecord({record, static_cast<std::size_t>(size)});
    }
    if (size == 0) {
      return absl::UnavailableError("the kernel's log has ended");
    }
    if (errno == EAGAIN) {
      return absl::nullopt;
    }
    // EPIPE: records were overwritten meanwhile; the next read goes on with the oldest.
    if (errno != EPIPE && errno != EINTR) {
      return ErrnoStatus(errno, "the kernel's log");
    }
  }
}

}  // namespace neuron
