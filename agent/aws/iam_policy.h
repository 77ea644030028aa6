#ifndef AGENT_AWS_IAM_POLICY_H_
#define AGENT_AWS_IAM_POLICY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/aws/ecs_target.h"

namespace neuron {

// The IAM policy statement, on one line of JSON, that allows `operation` in the target's cluster.
// PutAttributes and DeleteAttributes come together, and so do DescribeTasks and DescribeServices:
// who needs one needs both.
//
// Its Resource is what the operations are about, all of the cluster's instances or its tasks and
// services, and "*" if the target's ARN cannot be read: an instance cannot be named, since its id
// changes with each registration. It is "*" for DescribeTaskDefinition, which IAM cannot confine.
std::string EcsPolicyStatement(absl::string_view operation, const EcsTarget& target);

}  // namespace neuron

#endif  // AGENT_AWS_IAM_POLICY_H_
