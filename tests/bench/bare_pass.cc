#include "tests/bench/bare_pass.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "agent/base/file.h"

namespace neuron {
namespace {

// As much as the agent asks for.
constexpr std::size_t kBytes = kSysfsPage + 1;

int OpenDirectory(const std::string& directory) {
  const int fd = open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    std::perror(directory.c_str());
    std::abort();
  }
  return fd;
}

}  // namespace

void ReadBarely(const std::string& directory, const FileCalls& calls) {
  char bytes[kBytes];
  ssize_t got = 0;
  const int below = calls.files.empty() ? -1 : OpenDirectory(directory);
  for (const std::string& file : calls.files) {
    const int fd = openat(below, file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd >= 0) {
      got = read(fd, bytes, sizeof(bytes));
      close(fd);
    }
  }
  for (const int fd : calls.kept) {
    got = pread(fd, bytes, sizeof(bytes), 0);
  }
  if (below >= 0) {
    close(below);
  }
  static_cast<void>(got);
}

}  // namespace neuron
