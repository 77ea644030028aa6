// deploy/iam-policy.json allows what the daemon says that it needs.

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/aws/iam_policy.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

// Without white space.
std::string Squeezed(const std::string& text) {
  std::string squeezed;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      squeezed += c;
    }
  }
  return squeezed;
}

const EcsTarget kTarget = {"CLUSTER", "arn:aws:ecs:REGION:ACCOUNT:container-instance/CLUSTER/0a1b"};

std::string Policy() {
  return Squeezed(ReadFile("deploy/iam-policy.json", 64 * 1024).value_or("unread"));
}

TEST(IamPolicyFile, AllowsEachOperationInTheClusterAlone) {
  const std::string policy = Policy();
  for (const char* operation : {"PutAttributes", "DeleteAttributes", "DescribeContainerInstances",
                                "DescribeTasks", "DescribeServices"}) {
    const std::string statement = EcsPolicyStatement(operation, kTarget);
    const std::string condition =
        R"(,"Condition":{"ArnEquals":{"ecs:cluster":"arn:aws:ecs:REGION:ACCOUNT:cluster/CLUSTER"}}})";
    EXPECT_TRUE(
        absl::StrContains(policy, absl::StrCat(absl::StripSuffix(statement, "}"), condition)))
        << operation << ": " << statement;
  }
}

TEST(IamPolicyFile, AllowsWhatCannotBeConfined) {
  EXPECT_TRUE(absl::StrContains(Policy(), EcsPolicyStatement("DescribeTaskDefinition", kTarget)));
}

}  // namespace
}  // namespace neuron
