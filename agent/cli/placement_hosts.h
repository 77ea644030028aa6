#ifndef AGENT_CLI_PLACEMENT_HOSTS_H_
#define AGENT_CLI_PLACEMENT_HOSTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/cli/options.h"
#include "agent/placement/placement_host.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// This host as ECS sees it once it has what is wanted. Whatever else ECS holds of it (attributes of
// others, running tasks, the version of its agent) is unknown, but for the instance type. Pure.
PlacementHost ThisHost(const agent::v1::Publication& publication, const agent::v1::Host& host);

// One line with the wanted attributes that ECS has not confirmed, and what keeps them from being
// written; nothing if it has all. Pure.
absl::optional<std::string> Unconfirmed(const agent::v1::Publication& publication);

// The hosts in the files of options.hosts; without any, this host, asked of the daemon, or with
// options.local read here and now. Fails as FetchSnapshot(), and with InvalidArgument, naming the
// file, where one cannot be read or has no hosts in it.
absl::StatusOr<std::vector<PlacementHost>> FetchPlacementHosts(const Options& options);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_HOSTS_H_
