#include "agent/aws/arn.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(ParseEcsArn, TakesTheLongForm) {
  const auto arn =
      ParseEcsArn("arn:aws-cn:ecs:cn-north-1:123456789012:container-instance/my_Cluster-1/0a1b2c");
  ASSERT_TRUE(arn.ok()) << arn.status();
  EXPECT_EQ(arn->partition, "aws-cn");
  EXPECT_EQ(arn->region, "cn-north-1");
  EXPECT_EQ(arn->account, "123456789012");
  EXPECT_EQ(arn->kind, "container-instance");
  EXPECT_EQ(arn->cluster, "my_Cluster-1");
  EXPECT_EQ(arn->id, "0a1b2c");
}

TEST(ParseEcsArn, TakesTheLegacyFormWithoutACluster) {
  const auto arn =
      ParseEcsArn("arn:aws:ecs:us-east-1:123456789012:task/0a1b2c3d-0000-4000-8000-0123456789ab");
  ASSERT_TRUE(arn.ok()) << arn.status();
  EXPECT_EQ(arn->kind, "task");
  EXPECT_EQ(arn->cluster, "");
  EXPECT_EQ(arn->id, "0a1b2c3d-0000-4000-8000-0123456789ab");
}

TEST(ParseEcsArn, RefusesEverythingElse) {
  for (const char* text : {
           "",
           "arn",
           "arn:aws:ecs:us-east-1:1:container-instance",
           "arn:aws:ecs:us-east-1:1:container-instance/",
           "arn:aws:ecs:us-east-1:1:container-instance//id",
           "arn:aws:ecs:us-east-1:1:container-instance/a/b/c",
           "arn:aws:ecs:us-east-1:1:service/a/b",
           "arn:aws:ec2:us-east-1:1:container-instance/a/b",
           "arn:aws:ecs::1:container-instance/a/b",
           "arn:aws:ecs:us-east-1:1:container-instance/a/b:c",
           "arn:aws:ecs:us-east-1:1:container-instance/a/b\"",
           "nra:aws:ecs:us-east-1:1:container-instance/a/b",
       }) {
    EXPECT_TRUE(absl::IsInvalidArgument(ParseEcsArn(text).status())) << text;
  }
}

}  // namespace
}  // namespace neuron
