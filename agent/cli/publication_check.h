#ifndef AGENT_CLI_PUBLICATION_CHECK_H_
#define AGENT_CLI_PUBLICATION_CHECK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/cli/check.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Whether a daemon that may tell ECS does so: what keeps it from that, and what its audits found.
// A dry run that could is only warned of, and so is what an audit mended or could not see. Pure.
std::vector<Check> CheckPublication(const absl::StatusOr<agent::v1::Publication>& publication,
                                    bool is_dry_run);

}  // namespace neuron

#endif  // AGENT_CLI_PUBLICATION_CHECK_H_
