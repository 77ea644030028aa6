#ifndef AGENT_AWS_FLAGS_H_
#define AGENT_AWS_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/aws/credentials_chain.h"
#include "agent/aws/endpoint.h"

namespace neuron {

// How to reach AWS, and as whom.
struct AwsOptions {
  std::string introspection_url;
  std::string imds_url;
  // In place of the region's; empty if none.
  std::string ecs_endpoint;
  // Which of the region's.
  EndpointVariant variant;
  // In place of the one in the container instance's ARN; empty if none.
  std::string region;
  // Where to find the authorities that sign servers' certificates; empty for the usual places.
  std::string ca_bundle;
  CredentialsSources credentials;
};

// The names of the flags of this file, in the order in which to show them.
std::vector<std::string> AwsFlagNames();

// Reads the flags, and the variables that AWS's own SDKs read; a flag wins over a variable.
// InvalidArgument, in one line that names the flag or variable and the cure, and holds no secret.
absl::StatusOr<AwsOptions> AwsOptionsFromFlags();

}  // namespace neuron

#endif  // AGENT_AWS_FLAGS_H_
