#ifndef AGENT_AWS_CREDENTIALS_CHAIN_H_
#define AGENT_AWS_CREDENTIALS_CHAIN_H_

#include <memory>

#include "absl/status/statusor.h"
#include "agent/aws/credentials.h"
#include "agent/aws/instance_metadata.h"
#include "agent/base/clock.h"

namespace neuron {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; empty where unset.
struct EnvironmentCredentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
};

// The environment's credentials if there are any, else those of the instance's role.
//
// A role's credentials are kept. From 15 minutes before they expire each Get() still answers with
// them at once, and new ones are fetched meanwhile, at most once a minute. When they have expired
// Get() waits for new ones, and if there are none answers with the old: EC2 lets them live longer
// when it cannot renew them. Fails as InstanceMetadata does where none are known, or those that
// were known have been refused.
//
// InvalidArgument if the environment has a key without its secret, or the other way round. Borrows
// `metadata` and `clock`.
absl::StatusOr<std::unique_ptr<CredentialsProvider>> MakeCredentialsChain(
    const EnvironmentCredentials& environment, InstanceMetadata* metadata, Clock* clock);

}  // namespace neuron

#endif  // AGENT_AWS_CREDENTIALS_CHAIN_H_
