#ifndef AGENT_CLI_PLACEMENT_EXPLANATION_H_
#define AGENT_CLI_PLACEMENT_EXPLANATION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/placement/placement_host.h"
#include "agent/placement/query.h"
#include "proto/placement.pb.h"

namespace neuron {

// What each host makes of the query, clause by clause, and what would have to change. Pure.
agent::v1::Explanation Explain(const Query& query, const std::vector<PlacementHost>& hosts);

// OK if a host fits. FailedPrecondition if none does, Unknown if that cannot be told; either says
// in one line how it stands.
absl::Status ExplanationOutcome(const agent::v1::Explanation& explanation);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_EXPLANATION_H_
