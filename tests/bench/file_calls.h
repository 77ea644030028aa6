#ifndef TESTS_BENCH_FILE_CALLS_H_
#define TESTS_BENCH_FILE_CALLS_H_

#include <functional>
#include <string>
#include <vector>

namespace neuron {

// What a piece of code asked of the file system. Paths are in order, and also of what is not there.
struct FileCalls {
  // Directories that were opened, to be listed or to find files below them.
  int directories = 0;
  // By read, or by pread from what was opened meanwhile.
  int reads = 0;
  // The files that were opened.
  std::vector<std::string> files;
  // The descriptors that pread read from and that were open before.
  std::vector<int> kept;
  // What was asked whether it may be read.
  std::vector<std::string> looks;
  // The symbolic links that were read.
  std::vector<std::string> links;
};

// Runs `run` and notes its calls of open, openat, opendir, read, pread, faccessat and readlink, and
// of openat and pread by `syscall`, which the linker leads through here in every binary that links
// this. What libc calls inside itself is not seen. One thread.
FileCalls RecordFileCalls(const std::function<void()>& run);

}  // namespace neuron

#endif  // TESTS_BENCH_FILE_CALLS_H_
