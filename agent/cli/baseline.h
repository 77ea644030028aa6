#ifndef AGENT_CLI_BASELINE_H_
#define AGENT_CLI_BASELINE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/cli/observation.h"

namespace neuron {

// A baseline is an observation in a file of its own: neuron.agent.v1.Observation as JSON.

// A pure function over foreign bytes: InvalidArgument, in one line, for what is no baseline, and
// for a field that this version does not know.
absl::StatusOr<Observation> ParseBaseline(absl::string_view text);

std::string FormatBaseline(const Observation& baseline);

// The one in the file; none if it is not there. Fails as ReadFile() of no more than 256 KiB, and as
// ParseBaseline(), with the path and the cure.
absl::StatusOr<absl::optional<Observation>> LoadBaseline(const std::string& path);

// Replaces the file by one that only its owner may read, and makes its directory if that is not
// there. Fails as ErrnoStatus.
absl::Status SaveBaseline(const std::string& path, const Observation& baseline);

}  // namespace neuron

#endif  // AGENT_CLI_BASELINE_H_
