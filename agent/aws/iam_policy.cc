#include "agent/aws/iam_policy.h"

#include "absl/strings/str_cat.h"
#include "agent/aws/arn.h"

namespace neuron {
namespace {

std::string Actions(absl::string_view operation) {
  if (operation == "PutAttributes" || operation == "DeleteAttributes") {
    return R"(["ecs:PutAttributes","ecs:DeleteAttributes"])";
  }
  return absl::StrCat(R"(["ecs:)", operation, R"("])");
}

std::string InstancesOf(const EcsTarget& target) {
  const absl::StatusOr<EcsArn> arn = ParseEcsArn(target.container_instance_arn);
  if (!arn.ok()) {
    return "*";
  }
  return absl::StrCat("arn:", arn->partition, ":ecs:", arn->region, ":", arn->account,
                      ":container-instance/", arn->cluster, arn->cluster.empty() ? "*" : "/*");
}

}  // namespace

std::string EcsPolicyStatement(absl::string_view operation, const EcsTarget& target) {
  return absl::StrCat(R"({"Effect":"Allow","Action":)", Actions(operation), R"(,"Resource":")",
                      InstancesOf(target), R"("})");
}

}  // namespace neuron
