#include "tests/snapshot/stuck_file.h"

#include <fcntl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace neuron {

StuckFile::StuckFile(const std::string& path) : lease_(open(path.c_str(), O_RDWR | O_CLOEXEC)) {
  // The kernel says by SIGIO that somebody waits; GETLEASE says so too.
  std::signal(SIGIO, SIG_IGN);
  if (fcntl(lease_.get(), F_SETLEASE, F_WRLCK) != 0) {
    std::perror(path.c_str());
    std::abort();
  }
}

void StuckFile::WaitForReader() const {
  while (fcntl(lease_.get(), F_GETLEASE) == F_WRLCK) {
    std::this_thread::yield();
  }
}

}  // namespace neuron
