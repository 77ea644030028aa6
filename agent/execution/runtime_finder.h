#ifndef AGENT_EXECUTION_RUNTIME_FINDER_H_
#define AGENT_EXECUTION_RUNTIME_FINDER_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// A copy of the Neuron runtime's library that a process can execute.
struct MappedRuntime {
  // Which file: the device's number as /proc prints it ("fd:01"), and the inode. Files of
  // containers of one image can be one file.
  std::string device;
  std::uint64_t inode = 0;
  // As the process's own maps say: of another root, perhaps, and perhaps deleted.
  std::string path;
  // Where its code is: a name in /proc/<pid>/map_files.
  std::string range;

  friend bool operator==(const MappedRuntime& a, const MappedRuntime& b) {
    return std::tie(a.device, a.inode, a.path, a.range) ==
           std::tie(b.device, b.inode, b.path, b.range);
  }
};

// The runtimes in the text of /proc/<pid>/maps: mapped executable files called libnrt.so, or that
// and a version (neuron-driver.md §10.1). Each file once, by address. Lines of another form are
// passed over. Pure.
std::vector<MappedRuntime> FindRuntimes(absl::string_view maps);

// Those of a process, now; none if it has no libnrt. NotFound if the process is gone, else as
// ErrnoStatus. `proc` is where procfs is. Holds up the process's own calls of mmap while it reads.
absl::StatusOr<std::vector<MappedRuntime>> ReadRuntimes(const std::string& proc, int pid);

// Whether the process still has this runtime at the same place; false too once it is gone.
bool IsStillMapped(const std::string& proc, int pid, const MappedRuntime& runtime);

// A path by which this process can open the file: below the process's root while the file is there
// by its name, else (deleted, replaced, or of a root within that root) by its mapping, which takes
// CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE.
std::string PathOf(const std::string& proc, int pid, const MappedRuntime& runtime);

}  // namespace neuron

#endif  // AGENT_EXECUTION_RUNTIME_FINDER_H_
