#ifndef AGENT_AWS_LINK_H_
#define AGENT_AWS_LINK_H_

#include <functional>
#include <memory>

#include "absl/random/random.h"
#include "absl/status/statusor.h"
#include "agent/aws/credentials.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/aws/instance_metadata.h"
#include "agent/aws/introspection.h"
#include "agent/aws_flags.h"
#include "agent/base/http.h"
#include "agent/base/loop.h"

namespace neuron {

// What it takes to talk to AWS: the network, the ECS agent's word on who this host is, credentials,
// a client for the region. The loop's thread only; must outlive the clients that it makes.
class AwsLink {
 public:
  // Borrows the loop. InvalidArgument if the environment's credentials are no pair.
  static absl::StatusOr<std::unique_ptr<AwsLink>> Open(const AwsOptions& options, Loop* loop);

  // Asks the ECS agent who this host is, as Introspection::GetTarget().
  void FindTarget(std::function<void(absl::StatusOr<EcsTarget>)> found);

  // A client for the endpoint that the options choose, or that of the target's region. Fails as
  // ParseEcsArn() and EcsEndpoint().
  absl::StatusOr<std::unique_ptr<EcsClient>> MakeClient(const EcsTarget& target);

  HttpTransport* transport() { return transport_.get(); }
  Introspection* introspection() { return &introspection_; }
  // From [0, 1), for jitter.
  double Random() { return absl::Uniform(random_, 0.0, 1.0); }

 private:
  AwsLink(const AwsOptions& options, Loop* loop);

  const AwsOptions options_;
  Loop* const loop_;
  absl::BitGen random_;
  std::unique_ptr<HttpTransport> transport_;
  InstanceMetadata metadata_;
  Introspection introspection_;
  std::unique_ptr<CredentialsProvider> credentials_;
};

}  // namespace neuron

#endif  // AGENT_AWS_LINK_H_
