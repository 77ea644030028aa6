#include "agent/cli/output.h"

#include <unistd.h>

#include <cerrno>

#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status WriteAll(int fd, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return absl::CancelledError("the reader of the output has left");
    } else if (errno != EINTR) {
      return ErrnoStatus(errno, "cannot write the output");
    }
  }
  return absl::OkStatus();
}

}  // namespace

Output OutputTo(int fd) {
  return [fd](absl::string_view bytes) { return WriteAll(fd, bytes); };
}

}  // namespace neuron
