#include "agent/container/cluster_task.h"

#include <cstddef>
#include <tuple>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "agent/aws/arn.h"
#include "agent/base/excerpt.h"

namespace neuron {
namespace {

// A cluster's name has 255 letters at most.
constexpr std::size_t kLongestArn = 400;

// A cluster's name, from it or from its ARN.
absl::string_view NameOf(absl::string_view cluster) {
  return cluster.substr(cluster.rfind('/') + 1);
}

bool IsInCluster(const EcsTarget& target, const EcsArn& instance, const EcsArn& task) {
  return instance.cluster.empty() ? task.cluster.empty() || task.cluster == NameOf(target.cluster)
                                  : task.cluster == instance.cluster;
}

bool IsTaskOf(const EcsTarget& target, const EcsArn& instance, const EcsArn& task) {
  return std::tie(task.partition, task.region, task.account) ==
             std::tie(instance.partition, instance.region, instance.account) &&
         IsInCluster(target, instance, task);
}

}  // namespace

absl::Status CheckTaskOf(const absl::optional<EcsTarget>& target, absl::string_view arn) {
  const absl::StatusOr<EcsArn> task =
      arn.size() <= kLongestArn ? ParseEcsArn(arn) : absl::InvalidArgumentError("too long");
  const absl::StatusOr<EcsArn> instance =
      ParseEcsArn(target.value_or(EcsTarget()).container_instance_arn);
  if (task.ok() && task->kind == "task" &&
      (!instance.ok() || IsTaskOf(*target, *instance, *task))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("its task, \"", Excerpt(arn),
                   "\", cannot be one of this cluster; look at the labels of the container"));
}

}  // namespace neuron
