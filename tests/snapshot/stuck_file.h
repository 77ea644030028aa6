#ifndef TESTS_SNAPSHOT_STUCK_FILE_H_
#define TESTS_SNAPSHOT_STUCK_FILE_H_

#include <string>

#include "agent/base/file.h"

namespace neuron {

// A file whose readers hang in open(2) for as long as this lives, as those of a chip in reset do.
// Made by a lease of the whole file, which the kernel breaks after 45 seconds. REQUIRES: nobody
// has the file open.
class StuckFile {
 public:
  explicit StuckFile(const std::string& path);

  // Waits until somebody hangs.
  void WaitForReader() const;

 private:
  UniqueFd lease_;
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_STUCK_FILE_H_
