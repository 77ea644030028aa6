#include "agent/aws/credentials_chain.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws/container_credentials.h"
#include "agent/aws/kept_credentials.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

bool HasKeys(const EnvironmentCredentials& keys) {
  return !keys.access_key_id.empty() || !keys.secret_access_key.empty();
}

absl::StatusOr<FetchCredentials> FromEnvironment(const EnvironmentCredentials& keys) {
  if (keys.access_key_id.empty() || keys.secret_access_key.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(keys.access_key_id.empty() ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                     " is not set, though the other key is: set both, or neither to use a role"));
  }
  Credentials given;
  given.access_key_id = keys.access_key_id;
  given.secret_access_key = keys.secret_access_key;
  given.session_token = keys.session_token;
  return FetchCredentials(
      [given](const CredentialsProvider::Callback& callback) { callback(given); });
}

FetchCredentials FromContainer(ContainerEndpoint endpoint, HttpTransport* transport, Clock* clock) {
  auto source = std::make_shared<ContainerCredentials>(std::move(endpoint), transport, clock);
  return [source](CredentialsProvider::Callback callback) { source->Get(std::move(callback)); };
}

FetchCredentials FromInstance(InstanceMetadata* metadata) {
  return [metadata](CredentialsProvider::Callback callback) {
    metadata->GetCredentials(std::move(callback));
  };
}

void FromNowhere(const CredentialsProvider::Callback& callback) {
  callback(absl::FailedPreconditionError(
      "no credentials: AWS_EC2_METADATA_DISABLED=true, and the environment has none; give the task "
      "a role, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or unset it"));
}

absl::StatusOr<FetchCredentials> ChooseSource(const CredentialsSources& sources,
                                              HttpTransport* transport, InstanceMetadata* metadata,
                                              Clock* clock) {
  if (HasKeys(sources.keys)) {
    return FromEnvironment(sources.keys);
  }
  if (sources.container.has_value()) {
    return FromContainer(*sources.container, transport, clock);
  }
  return sources.instance_metadata ? FromInstance(metadata) : FetchCredentials(FromNowhere);
}

}  // namespace

absl::StatusOr<std::unique_ptr<CredentialsProvider>> MakeCredentialsChain(
    const CredentialsSources& sources, HttpTransport* transport, InstanceMetadata* metadata,
    Clock* clock, std::function<double()> random01) {
  NEURON_ASSIGN_OR_RETURN(FetchCredentials fetch,
                          ChooseSource(sources, transport, metadata, clock));
  return std::make_unique<KeptCredentials>(std::move(fetch), clock, std::move(random01));
}

}  // namespace neuron
