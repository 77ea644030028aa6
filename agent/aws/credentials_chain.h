#ifndef AGENT_AWS_CREDENTIALS_CHAIN_H_
#define AGENT_AWS_CREDENTIALS_CHAIN_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/aws/container_endpoint.h"
#include "agent/aws/credentials.h"
#include "agent/aws/instance_metadata.h"
#include "agent/aws/secret.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"

namespace neuron {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; empty where unset.
struct EnvironmentCredentials {
  std::string access_key_id;
  Secret secret_access_key;
  Secret session_token;
};

// Where credentials may come from, as the environment has it.
struct CredentialsSources {
  EnvironmentCredentials keys;
  // Unset: this is no container that was given a role.
  absl::optional<ContainerEndpoint> container;
  // Whether the role of the instance may be used.
  bool instance_metadata = true;
};

// The credentials of the first of these: the environment's keys; the container's endpoint; the
// instance's role. The first that is there is used, even while it fails. Its answers are kept and
// renewed as agent/aws/kept_credentials.h says; the environment's keys are all that there is, even
// if they are refused. Where nothing is there, Get() fails with FailedPrecondition and the cure.
//
// InvalidArgument if the environment has a key without its secret, or the other way round. Borrows
// `transport`, `metadata` and `clock`. `random01` gives numbers from 0 to less than 1.
absl::StatusOr<std::unique_ptr<CredentialsProvider>> MakeCredentialsChain(
    const CredentialsSources& sources, HttpTransport* transport, InstanceMetadata* metadata,
    Clock* clock, std::function<double()> random01);

}  // namespace neuron

#endif  // AGENT_AWS_CREDENTIALS_CHAIN_H_
