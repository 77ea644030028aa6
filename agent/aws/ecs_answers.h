#ifndef AGENT_AWS_ECS_ANSWERS_H_
#define AGENT_AWS_ECS_ANSWERS_H_

#include <vector>

#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_task_definition.h"
#include "proto/ecs_api.pb.h"

namespace neuron {

// What answers of ECS say, each of one operation. Of an instance that it does not know, an error of
// kind kNotFound with the reason as code.
absl::variant<std::vector<EcsAttribute>, EcsError> AttributesIn(
    const ecs_api::DescribeContainerInstancesResponse& response);

absl::variant<InstanceStatus, EcsError> StatusIn(
    const ecs_api::DescribeContainerInstancesResponse& response);

// Why it was not done; nothing if it was.
absl::optional<EcsError> RefusalIn(const ecs_api::UpdateContainerInstancesStateResponse& response);

std::vector<EcsTask> TasksIn(const ecs_api::DescribeTasksResponse& response);

std::vector<EcsService> ServicesIn(const ecs_api::DescribeServicesResponse& response);

// An error to try again after if there is none in it. Mounts of volumes that are not the host's are
// left out.
absl::variant<EcsTaskDefinition, EcsError> TaskDefinitionIn(
    const ecs_api::DescribeTaskDefinitionResponse& response);

}  // namespace neuron

#endif  // AGENT_AWS_ECS_ANSWERS_H_
