#ifndef AGENT_LEASE_LOGICAL_NC_CONFIG_H_
#define AGENT_LEASE_LOGICAL_NC_CONFIG_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Where the runtime looks for a host's, or an image's, own choice.
inline constexpr char kLogicalNcConfigFile[] = "/opt/aws/neuron/logical_nc_config";

// How many physical cores make a logical one: the value of the variable `name`. InvalidArgument
// unless it is 1 or 2.
absl::StatusOr<int> ParseLogicalNcConfig(absl::string_view name, absl::string_view value);

// The same by a line NEURON_LOGICAL_NC_CONFIG=<value> of that file, the last of several; 0 if it
// has none. InvalidArgument if the value is not 1 or 2. Pure, over foreign bytes.
absl::StatusOr<int> ParseLogicalNcConfigFile(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_LEASE_LOGICAL_NC_CONFIG_H_
