#include "agent/aws/iam_policy.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/aws/arn.h"

namespace neuron {
namespace {

// Operations that are allowed together, and the kinds of resources that they are about; none: they
// cannot be allowed of some alone.
struct Grant {
  std::vector<std::string> operations;
  std::vector<std::string> kinds;
};

Grant GrantOf(absl::string_view operation) {
  if (operation == "PutAttributes" || operation == "DeleteAttributes") {
    return {{"PutAttributes", "DeleteAttributes"}, {"container-instance"}};
  }
  if (operation == "DescribeTasks" || operation == "DescribeServices") {
    return {{"DescribeTasks", "DescribeServices"}, {"task", "service"}};
  }
  if (operation == "DescribeTaskDefinition") {
    return {{"DescribeTaskDefinition"}, {}};
  }
  return {{std::string(operation)}, {"container-instance"}};
}

std::string Quoted(const std::string& text) { return absl::StrCat("\"", text, "\""); }

std::string Actions(const Grant& grant) {
  return absl::StrJoin(grant.operations, ",", [](std::string* out, const std::string& operation) {
    absl::StrAppend(out, Quoted("ecs:" + operation));
  });
}

// One as it is, several as a list.
std::string Resources(const Grant& grant, const EcsTarget& target) {
  const absl::StatusOr<EcsArn> arn = ParseEcsArn(target.container_instance_arn);
  if (!arn.ok() || grant.kinds.empty()) {
    return Quoted("*");
  }
  std::vector<std::string> resources;
  for (const std::string& kind : grant.kinds) {
    resources.push_back(
        Quoted(absl::StrCat("arn:", arn->partition, ":ecs:", arn->region, ":", arn->account, ":",
                            kind, "/", arn->cluster, arn->cluster.empty() ? "*" : "/*")));
  }
  return resources.size() == 1 ? resources[0]
                               : absl::StrCat("[", absl::StrJoin(resources, ","), "]");
}

}  // namespace

std::string EcsPolicyStatement(absl::string_view operation, const EcsTarget& target) {
  const Grant grant = GrantOf(operation);
  return absl::StrCat(R"({"Effect":"Allow","Action":[)", Actions(grant), R"(],"Resource":)",
                      Resources(grant, target), "}");
}

}  // namespace neuron
