#ifndef AGENT_CAPTURE_ARCHIVE_H_
#define AGENT_CAPTURE_ARCHIVE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace neuron {

struct ArchiveMember {
  // Without a slash, at most 100 bytes.
  std::string name;
  std::string content;
};

// The members as a POSIX (ustar) archive: plain files, 0644, owner 0, changed at `when`. Pure.
// InvalidArgument for a name that does not fit.
absl::StatusOr<std::string> PackTar(const std::vector<ArchiveMember>& members, absl::Time when);

// The bytes as one zstd frame with a checksum. Internal, with zstd's word for it, if it has no
// memory.
absl::StatusOr<std::string> CompressZstd(const std::string& bytes);

}  // namespace neuron

#endif  // AGENT_CAPTURE_ARCHIVE_H_
