#ifndef AGENT_CLI_HOST_ARCHIVE_H_
#define AGENT_CLI_HOST_ARCHIVE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/capture/archive.h"
#include "agent/capture/host_capture.h"
#include "agent/cli/options.h"

namespace neuron {

// This host as the roots of `options` show it, written down by neuronctl.
HostCapture CaptureThisHost(const Options& options, absl::Time now);

// Replaces the file by these members as a .tar.zst, for its owner alone; returns the line that says
// so. Fails as PackTar(), CompressZstd() and ReplaceFile().
absl::StatusOr<std::string> WriteArchive(const std::string& path,
                                         const std::vector<ArchiveMember>& members, absl::Time now);

// A line for each of what is missing.
std::string GapText(const std::vector<std::string>& gaps);

}  // namespace neuron

#endif  // AGENT_CLI_HOST_ARCHIVE_H_
