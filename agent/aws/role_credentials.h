#ifndef AGENT_AWS_ROLE_CREDENTIALS_H_
#define AGENT_AWS_ROLE_CREDENTIALS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/aws/credentials.h"

namespace neuron {

// The credentials in the metadata service's answer about a role.
//
// DataLoss if a key or the expiration is missing or malformed, or the service's Code is not
// Success. No part of the text is in the message but that Code.
absl::StatusOr<Credentials> ParseRoleCredentials(absl::string_view json);

// The same in the answer of a container credentials endpoint, which has no Code; one that is there
// must be Success.
absl::StatusOr<Credentials> ParseContainerCredentials(absl::string_view json);

}  // namespace neuron

#endif  // AGENT_AWS_ROLE_CREDENTIALS_H_
