#ifndef AGENT_AWS_ECS_TARGET_H_
#define AGENT_AWS_ECS_TARGET_H_

#include <string>

namespace neuron {

// The container instance that a host is to ECS.
struct EcsTarget {
  // A name or an ARN, as the ECS agent was told.
  std::string cluster;
  std::string container_instance_arn;

  friend bool operator==(const EcsTarget& a, const EcsTarget& b) {
    return a.cluster == b.cluster && a.container_instance_arn == b.container_instance_arn;
  }
  friend bool operator!=(const EcsTarget& a, const EcsTarget& b) { return !(a == b); }
};

}  // namespace neuron

#endif  // AGENT_AWS_ECS_TARGET_H_
