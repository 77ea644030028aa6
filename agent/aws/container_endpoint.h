#ifndef AGENT_AWS_CONTAINER_ENDPOINT_H_
#define AGENT_AWS_CONTAINER_ENDPOINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/aws/secret.h"

namespace neuron {

// Where a container gets its credentials, and what it shows for them.
struct ContainerEndpoint {
  // Secret, because on ECS whoever knows its path is given the credentials.
  Secret url;
  // A file with the text of the Authorization header; it wins over `token`. Both may be empty.
  std::string token_file;
  Secret token;
};

// The URL that a path of AWS_CONTAINER_CREDENTIALS_RELATIVE_URI stands for.
//
// InvalidArgument if it is none; the message does not repeat it.
absl::StatusOr<Secret> RelativeContainerUrl(absl::string_view path);

// The URL of AWS_CONTAINER_CREDENTIALS_FULL_URI, if credentials may be asked for there: by https of
// any host; by http only of this one (127.0.0.0/8, [::1], localhost) and of the addresses at which
// ECS (169.254.170.2) and EKS (169.254.170.23, [fd00:ec2::23]) hand them out.
//
// InvalidArgument otherwise; of the URL the message names the host at most.
absl::StatusOr<Secret> FullContainerUrl(absl::string_view url);

// InvalidArgument if no header can carry the token, as when it holds the end of a line. The message
// does not repeat it.
absl::Status CheckContainerToken(absl::string_view token);

}  // namespace neuron

#endif  // AGENT_AWS_CONTAINER_ENDPOINT_H_
