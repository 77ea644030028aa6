#ifndef AGENT_AWS_ECS_CLIENT_OPTIONS_H_
#define AGENT_AWS_ECS_CLIENT_OPTIONS_H_

#include <string>

#include "absl/time/time.h"

namespace neuron {

// Where ECS is called, and how long a call may take.
struct EcsClientOptions {
  // https://ecs.us-east-1.amazonaws.com (agent/aws/endpoint.h).
  std::string endpoint;
  std::string region;
  // For each attempt.
  absl::Duration timeout = absl::Seconds(10);
};

}  // namespace neuron

#endif  // AGENT_AWS_ECS_CLIENT_OPTIONS_H_
