#ifndef AGENT_PLACEMENT_SAVED_HOSTS_H_
#define AGENT_PLACEMENT_SAVED_HOSTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/placement/placement_host.h"

namespace neuron {

// The container instances in what the AWS CLI printed: the JSON of describe-container-instances, of
// list-attributes, or of both, one text each. An instance that is in several is one host, in the
// order of their first appearance.
//
// What a text does not say of an instance is unknown, not false: its task groups always, and of one
// that only list-attributes names everything but attributes. The attributes of an instance that was
// described are all that it has; of one that was only listed, a name is absent if the list has it
// of another instance, and unknown if it has it of none: the list may have been of other names.
// Pure.
//
// InvalidArgument if a text is none of these, or has no instance in it; the message does not quote
// it.
absl::StatusOr<std::vector<PlacementHost>> ParseSavedHosts(const std::vector<std::string>& texts);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_SAVED_HOSTS_H_
