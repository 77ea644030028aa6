#include "agent/aws_link.h"

#include <utility>

#include "agent/aws/arn.h"
#include "agent/aws/credentials_chain.h"
#include "agent/aws/endpoint.h"
#include "agent/base/http_transport.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::StatusOr<EcsClientOptions> ChooseEndpoint(const AwsOptions& options,
                                                const EcsTarget& target) {
  EcsClientOptions chosen;
  chosen.region = options.region;
  if (chosen.region.empty()) {
    NEURON_ASSIGN_OR_RETURN(const EcsArn arn, ParseEcsArn(target.container_instance_arn));
    chosen.region = arn.region;
  }
  chosen.endpoint = options.ecs_endpoint;
  if (chosen.endpoint.empty()) {
    NEURON_ASSIGN_OR_RETURN(chosen.endpoint, EcsEndpoint(chosen.region, options.variant));
  }
  return chosen;
}

}  // namespace

AwsLink::AwsLink(const AwsOptions& options, Loop* loop)
    : options_(options),
      loop_(loop),
      transport_(MakeHttpTransport(loop, {options.ca_bundle})),
      metadata_(options.imds_url, transport_.get(), loop),
      introspection_(options.introspection_url, transport_.get()) {}

absl::StatusOr<std::unique_ptr<AwsLink>> AwsLink::Open(const AwsOptions& options, Loop* loop) {
  std::unique_ptr<AwsLink> link(new AwsLink(options, loop));
  NEURON_ASSIGN_OR_RETURN(
      link->credentials_,
      MakeCredentialsChain(options.credentials, link->transport_.get(), &link->metadata_, loop,
                           [link = link.get()] { return link->Random(); }));
  return link;
}

void AwsLink::FindTarget(std::function<void(absl::StatusOr<EcsTarget>)> found) {
  introspection_.GetTarget(std::move(found));
}

absl::StatusOr<std::unique_ptr<EcsClient>> AwsLink::MakeClient(const EcsTarget& target) {
  NEURON_ASSIGN_OR_RETURN(EcsClientOptions endpoint, ChooseEndpoint(options_, target));
  return MakeEcsClient(std::move(endpoint), transport_.get(), credentials_.get(), loop_);
}

}  // namespace neuron
