#include "agent/aws/iam_policy.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(EcsPolicyStatement, NamesBothWritesAndTheInstancesOfTheCluster) {
  const EcsTarget target = {"prod",
                            "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a1b"};
  const std::string statement =
      R"({"Effect":"Allow","Action":["ecs:PutAttributes","ecs:DeleteAttributes"],)"
      R"("Resource":"arn:aws:ecs:us-east-1:123456789012:container-instance/prod/*"})";
  EXPECT_EQ(EcsPolicyStatement("PutAttributes", target), statement);
  EXPECT_EQ(EcsPolicyStatement("DeleteAttributes", target), statement);
}

TEST(EcsPolicyStatement, NamesAReadAlone) {
  const EcsTarget target = {"prod", "arn:aws:ecs:us-east-1:123456789012:container-instance/0a1b"};
  EXPECT_EQ(EcsPolicyStatement("DescribeContainerInstances", target),
            R"({"Effect":"Allow","Action":["ecs:DescribeContainerInstances"],)"
            R"("Resource":"arn:aws:ecs:us-east-1:123456789012:container-instance/*"})");
}

TEST(EcsPolicyStatement, NamesBothQuestionsAboutServices) {
  const EcsTarget target = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0a1b"};
  const std::string statement =
      R"({"Effect":"Allow","Action":["ecs:DescribeTasks","ecs:DescribeServices"],)"
      R"("Resource":["arn:aws:ecs:us-east-1:1:task/prod/*",)"
      R"("arn:aws:ecs:us-east-1:1:service/prod/*"]})";
  EXPECT_EQ(EcsPolicyStatement("DescribeTasks", target), statement);
  EXPECT_EQ(EcsPolicyStatement("DescribeServices", target), statement);
}

TEST(EcsPolicyStatement, ConfinesNoQuestionAboutTaskDefinitions) {
  const EcsTarget target = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0a1b"};
  EXPECT_EQ(EcsPolicyStatement("DescribeTaskDefinition", target),
            R"({"Effect":"Allow","Action":["ecs:DescribeTaskDefinition"],"Resource":"*"})");
}

TEST(EcsPolicyStatement, NamesEverythingIfTheArnCannotBeRead) {
  EXPECT_EQ(EcsPolicyStatement("PutAttributes", {"prod", "\"quoted"}),
            R"({"Effect":"Allow","Action":["ecs:PutAttributes","ecs:DeleteAttributes"],)"
            R"("Resource":"*"})");
}

}  // namespace
}  // namespace neuron
