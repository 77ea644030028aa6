#ifndef AGENT_CLI_CLAIMANT_H_
#define AGENT_CLI_CLAIMANT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// Who has a chip, in the words of the command line. Pure.

// What the process that stands for `claim` calls itself; empty if no process does, or nothing is
// known of it.
std::string CommandOf(const Snapshot& snapshot, const Claim& claim);

// The name of the container with this id, else the 12 digits of the id that Docker shows.
std::string ContainerName(const Snapshot& snapshot, absl::string_view id);

// The ContainerName() of the claimant's. Absent if it is in none, unknown while that cannot be
// told.
Reading<std::string> ContainerName(const Snapshot& snapshot, const Claim& claim);

// "train:7", the task definition of the claimant's task; of a task that has no container here yet,
// the last part of its ARN. Absent if it is of no task, unknown while that, or a part of
// the definition, cannot be told.
Reading<std::string> TaskName(const Snapshot& snapshot, const Claim& claim);

}  // namespace neuron

#endif  // AGENT_CLI_CLAIMANT_H_
