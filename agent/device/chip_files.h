#ifndef AGENT_DEVICE_CHIP_FILES_H_
#define AGENT_DEVICE_CHIP_FILES_H_

#include <limits.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"

namespace neuron {

// The files below one chip's sysfs directory, for one pass over them: opens the directory when it
// is first needed and keeps it until the end of the pass, so that the kernel looks up short paths
// and none is looked up in the directory of a driver that has been loaded anew. On the stack: 8 kB.
// Only ever opens for reading.
class ChipFiles {
 public:
  // `directory` must outlive this.
  explicit ChipFiles(const std::string& directory) : directory_(directory) {}

  // The bytes of the file `path` + `leaf`, by one read; valid until the next call. Allocates
  // nothing unless it fails: ResourceExhausted if there are more bytes than kSysfsPage, else as
  // ErrnoStatus, naming the full path.
  //
  // With `kept` the file is left open there, and read there the next time; a file whose read
  // failed, as it does once its driver is gone (ENODEV), is closed, and opened anew the next time.
  absl::StatusOr<absl::string_view> Read(absl::string_view path, absl::string_view leaf,
                                         UniqueFd* kept = nullptr);

  std::string FullPath(absl::string_view path, absl::string_view leaf) const;

 private:
  // errno tells why it is not valid.
  UniqueFd Open(absl::string_view path, absl::string_view leaf);

  const std::string& directory_;
  UniqueFd fd_;
  char path_[PATH_MAX];
  // One byte more than allowed tells "too long" from "exactly as long".
  char bytes_[kSysfsPage + 1];
};

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_FILES_H_
