#include "agent/cli/claimant.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"

namespace neuron {
namespace {

Claim ClaimOn(int chip, std::size_t claim) {
  return BusySnapshot().chips[chip].allocation.claims[claim];
}

TEST(CommandOf, IsTheHoldersOrTheLessees) {
  EXPECT_EQ(CommandOf(BusySnapshot(), ClaimOn(4, 0)), "train");
  EXPECT_EQ(CommandOf(BusySnapshot(), ClaimOn(2, 1)), "python3");
}

TEST(CommandOf, IsEmptyOfWhoIsNotKnown) {
  EXPECT_EQ(CommandOf(BusySnapshot(), ClaimOn(0, 0)), "");
  EXPECT_EQ(CommandOf(BusySnapshot(), ClaimOn(8, 0)), "");
}

TEST(CommandOf, IsNotThatOfAProcessThatHasGotThePidSince) {
  Claim claim = ClaimOn(4, 0);
  claim.start_ticks += 1;
  EXPECT_EQ(CommandOf(BusySnapshot(), claim), "");
}

TEST(ContainerName, IsItsNameElseTheShortId) {
  EXPECT_EQ(ContainerName(BusySnapshot(), std::string(64, 'a')), "web");
  EXPECT_EQ(ContainerName(BusySnapshot(), std::string(64, 'f')), "ffffffffffff");
  EXPECT_EQ(ContainerName(BusySnapshot(), std::string(64, '0')), "000000000000");
}

TEST(ContainerName, TellsNoContainerFromNotKnown) {
  EXPECT_TRUE(ContainerName(BusySnapshot(), ClaimOn(14, 0)).is_absent());
  EXPECT_EQ(ContainerName(BusySnapshot(), ClaimOn(4, 0)), Reading<std::string>("train"));
  const Snapshot dim = DimSnapshot();
  const Claim claim = dim.chips[2].allocation.claims[0];
  EXPECT_TRUE(ContainerName(dim, claim).is_unknown());
  EXPECT_TRUE(TaskName(dim, claim).is_unknown());
}

TEST(TaskName, IsTheTaskDefinition) {
  EXPECT_EQ(TaskName(BusySnapshot(), ClaimOn(4, 0)), Reading<std::string>("train:7"));
}

TEST(TaskName, IsTheLastPartOfTheArnWhereNoContainerIsThereYet) {
  EXPECT_EQ(TaskName(BusySnapshot(), ClaimOn(8, 0)), Reading<std::string>("6666"));
}

TEST(TaskName, TellsNoTaskFromNotKnown) {
  EXPECT_TRUE(TaskName(BusySnapshot(), ClaimOn(14, 0)).is_absent());
  EXPECT_EQ(TaskName(BusySnapshot(), ClaimOn(11, 0)).why(),
            absl::UnavailableError("the ECS agent is down"));
}

TEST(TaskName, IsUnknownWhileOnlyTheArnOrAPartIsKnown) {
  for (const ContainerTask& task : {ContainerTask{"arn:aws:ecs:r:1:task/prod/77", "", ""},
                                    ContainerTask{"arn:aws:ecs:r:1:task/prod/77", "train", ""},
                                    ContainerTask{"arn:aws:ecs:r:1:task/prod/77", "", "7"}}) {
    Snapshot snapshot = BusySnapshot();
    for (Container& container : snapshot.evidence.containers.containers) {
      container.task = task;
    }
    const Reading<std::string> name = TaskName(snapshot, ClaimOn(4, 0));
    ASSERT_TRUE(name.is_unknown());
    EXPECT_NE(name.why().message().find("the task 77"), absl::string_view::npos) << name.why();
  }
}

}  // namespace
}  // namespace neuron
