#ifndef TESTS_SIMULATOR_PLAY_RUNTIME_FILES_H_
#define TESTS_SIMULATOR_PLAY_RUNTIME_FILES_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace neuron::sim {

// The stand-in for libnrt.so.1 and the program of a workload, as files that a process can map.
//
// They are linked into this binary and written to a private directory, which is removed at the end
// of this object's life. They are not served by FUSE: a uprobe sits on an inode, and on one of a
// real file system neither it nor a page fault of a workload can wait for the simulator.
class RuntimeFiles {
 public:
  // Makes the directory below `parent`, which must be on a file system that is not mounted noexec.
  // Fails as ErrnoStatus.
  static absl::StatusOr<std::unique_ptr<RuntimeFiles>> Make(const std::string& parent);
  ~RuntimeFiles();
  RuntimeFiles(const RuntimeFiles&) = delete;
  RuntimeFiles& operator=(const RuntimeFiles&) = delete;

  std::string library() const { return directory_ + "/libnrt.so.1"; }
  std::string application() const { return directory_ + "/application"; }

 private:
  explicit RuntimeFiles(std::string directory) : directory_(std::move(directory)) {}

  std::string directory_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_RUNTIME_FILES_H_
