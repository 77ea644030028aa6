#include "agent/aws/ecs_answers.h"

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/base/excerpt.h"

namespace neuron {
namespace {

using Failures = google::protobuf::RepeatedPtrField<ecs_api::Failure>;
using HostPathByVolume = std::map<std::string, std::string>;

constexpr char kMissing[] = "MISSING";

EcsError Missing(absl::string_view operation, const std::string& code) {
  EcsError error;
  error.kind = EcsErrorKind::kNotFound;
  error.code = code;
  error.status = absl::NotFoundError(
      absl::StrCat(operation, ": ", code, ": ECS does not know this container instance"));
  return error;
}

// Why the one instance that was asked for is not in the answer.
EcsError Missing(absl::string_view operation, const Failures& failures) {
  return Missing(operation, failures.empty() ? "" : Excerpt(failures[0].reason()));
}

HostPathByVolume HostPaths(const ecs_api::TaskDefinition& definition) {
  HostPathByVolume paths;
  for (const ecs_api::Volume& volume : definition.volumes()) {
    if (!volume.host().source_path().empty()) {
      paths[volume.name()] = volume.host().source_path();
    }
  }
  return paths;
}

EcsContainerDefinition ContainerIn(const ecs_api::ContainerDefinition& wire,
                                   const HostPathByVolume& paths) {
  EcsContainerDefinition container = {wire.name(), wire.privileged(), {}, {}};
  for (const ecs_api::Device& device : wire.linux_parameters().devices()) {
    container.devices.push_back(device.host_path());
  }
  for (const ecs_api::MountPoint& mount : wire.mount_points()) {
    const auto path = paths.find(mount.source_volume());
    if (path != paths.end()) {
      container.mounts.push_back(path->second);
    }
  }
  return container;
}

}  // namespace

absl::variant<std::vector<EcsAttribute>, EcsError> AttributesIn(
    const ecs_api::DescribeContainerInstancesResponse& response) {
  if (response.container_instances().empty()) {
    return Missing("DescribeContainerInstances", response.failures());
  }
  std::vector<EcsAttribute> attributes;
  for (const ecs_api::Attribute& attribute : response.container_instances(0).attributes()) {
    attributes.push_back({attribute.name(), attribute.value()});
  }
  return attributes;
}

absl::variant<InstanceStatus, EcsError> StatusIn(
    const ecs_api::DescribeContainerInstancesResponse& response) {
  if (response.container_instances().empty()) {
    return Missing("DescribeContainerInstances", response.failures());
  }
  const std::string& status = response.container_instances(0).status();
  if (status == "ACTIVE") {
    return InstanceStatus::kActive;
  }
  return status == "DRAINING" ? InstanceStatus::kDraining : InstanceStatus::kOther;
}

absl::optional<EcsError> RefusalIn(const ecs_api::UpdateContainerInstancesStateResponse& response) {
  constexpr char kOperation[] = "UpdateContainerInstancesState";
  if (response.failures().empty()) {
    return absl::nullopt;
  }
  const ecs_api::Failure& failure = response.failures(0);
  if (failure.reason() == kMissing) {
    return Missing(kOperation, kMissing);
  }
  EcsError error;
  error.code = Excerpt(failure.reason());
  error.status = absl::FailedPreconditionError(absl::StrCat(kOperation, ": ", error.code,
                                                            failure.detail().empty() ? "" : ": ",
                                                            Excerpt(failure.detail())));
  return error;
}

std::vector<EcsTask> TasksIn(const ecs_api::DescribeTasksResponse& response) {
  std::vector<EcsTask> tasks;
  for (const ecs_api::Task& task : response.tasks()) {
    tasks.push_back({task.task_arn(), task.group()});
  }
  return tasks;
}

std::vector<EcsService> ServicesIn(const ecs_api::DescribeServicesResponse& response) {
  std::vector<EcsService> services;
  for (const ecs_api::Service& service : response.services()) {
    services.push_back({service.service_name(), service.scheduling_strategy() == "DAEMON"});
  }
  return services;
}

absl::variant<EcsTaskDefinition, EcsError> TaskDefinitionIn(
    const ecs_api::DescribeTaskDefinitionResponse& response) {
  if (!response.has_task_definition()) {
    return EcsErrorFromStatus("DescribeTaskDefinition",
                              absl::DataLossError("answers HTTP 200, but with no definition"));
  }
  const HostPathByVolume paths = HostPaths(response.task_definition());
  EcsTaskDefinition definition;
  for (const ecs_api::ContainerDefinition& wire :
       response.task_definition().container_definitions()) {
    definition.containers.push_back(ContainerIn(wire, paths));
  }
  return definition;
}

}  // namespace neuron
