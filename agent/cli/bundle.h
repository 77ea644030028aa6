#ifndef AGENT_CLI_BUNDLE_H_
#define AGENT_CLI_BUNDLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/cli/check.h"
#include "agent/cli/options.h"

namespace neuron {

// Writes what support needs of this host into options.bundle, for its owner alone: what
// CaptureThisHost() writes down; diagnosis.txt and diagnosis.json, these checks; snapshot.json,
// publication.json and settings.json as the daemon gives them, or with options.local a snapshot
// of here and now alone; and daemon.txt, the versions and why a file of these is empty.
//
// No environment, no credentials, no command lines: nothing of these is asked for. What is written
// is scrubbed all the same (agent/capture/scrub.h).
//
// Returns a line about the file, and one for each gap. Fails as WriteArchive(); a daemon that does
// not answer is a gap.
absl::StatusOr<std::string> WriteBundle(const Options& options, const std::vector<Check>& checks);

}  // namespace neuron

#endif  // AGENT_CLI_BUNDLE_H_
