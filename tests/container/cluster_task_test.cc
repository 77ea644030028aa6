#include "agent/container/cluster_task.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0c"};
const EcsTarget kLegacy = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/0c"};

TEST(CheckTaskOf, TakesATaskOfTheCluster) {
  EXPECT_TRUE(CheckTaskOf(kTarget, "arn:aws:ecs:us-east-1:1:task/prod/0a").ok());
}

TEST(CheckTaskOf, RefusesWhatCannotBeOne) {
  for (const std::string& arn :
       {std::string("arn:aws:ecs:us-east-1:1:task/other/0a"),
        std::string("arn:aws:ecs:eu-west-1:1:task/prod/0a"),
        std::string("arn:aws:ecs:us-east-1:2:task/prod/0a"),
        std::string("arn:aws-cn:ecs:us-east-1:1:task/prod/0a"),
        std::string("arn:aws:ecs:us-east-1:1:container-instance/prod/0a"),
        std::string("arn:aws:ecs:us-east-1:1:task/prod/a b"), std::string("none"), std::string(),
        "arn:aws:ecs:us-east-1:1:task/prod/" + std::string(400, 'a')}) {
    EXPECT_TRUE(absl::IsInvalidArgument(CheckTaskOf(kTarget, arn))) << arn;
  }
}

TEST(CheckTaskOf, WantsTheClusterInTheNameIfTheInstanceHasIt) {
  EXPECT_FALSE(CheckTaskOf(kTarget, "arn:aws:ecs:us-east-1:1:task/0a").ok());
}

TEST(CheckTaskOf, TakesBothFormsIfTheInstanceHasTheShortOne) {
  const EcsTarget by_arn = {"arn:aws:ecs:us-east-1:1:cluster/prod", kLegacy.container_instance_arn};
  EXPECT_TRUE(CheckTaskOf(kLegacy, "arn:aws:ecs:us-east-1:1:task/0a").ok());
  for (const EcsTarget& target : {kLegacy, by_arn}) {
    EXPECT_TRUE(CheckTaskOf(target, "arn:aws:ecs:us-east-1:1:task/prod/0a").ok());
    EXPECT_FALSE(CheckTaskOf(target, "arn:aws:ecs:us-east-1:1:task/other/0a").ok());
  }
}

TEST(CheckTaskOf, TakesATaskOfAnyClusterWhileTheTargetIsNotKnown) {
  EXPECT_TRUE(CheckTaskOf(absl::nullopt, "arn:aws:ecs:us-east-1:1:task/other/0a").ok());
  EXPECT_FALSE(CheckTaskOf(absl::nullopt, "none").ok());
}

TEST(CheckTaskOf, NamesItOnOneLineWithTheCure) {
  EXPECT_EQ(
      CheckTaskOf(kTarget, "a\nb").message(),
      "its task, \"a b\", cannot be one of this cluster; look at the labels of the container");
}

}  // namespace
}  // namespace neuron
