#include "agent/workload/claim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ClaimsOn, SaysWhoHoldsTheChip) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {})};
  evidence.holders.holders = {HoldingIn("a", 7, {0})};
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_EQ(claims[0].layer, Layer::kHeld);
  EXPECT_TRUE(claims[0].takes);
  EXPECT_EQ(claims[0].why, "");
  EXPECT_EQ(claims[0].since, kExampleLook);
  EXPECT_EQ(claims[0].pid, 7);
  EXPECT_EQ(claims[0].start_ticks, 70u);
  EXPECT_EQ(claims[0].container, "a");
  EXPECT_EQ(claims[0].task, ArnOf("t1"));
  EXPECT_THAT(ClaimsOn(1, evidence, {}), IsEmpty());
}

TEST(ClaimsOn, FindsTheTaskOfAHolderWhoseContainerHasGone) {
  Evidence evidence = ClearEvidence();
  evidence.containers.gone = {GivenTo("t1", "a", {0})};
  evidence.holders.holders = {HoldingIn("a", 7, {0})};
  const auto claims = ClaimsOn(0, evidence, {});
  // What has gone maps nothing.
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_EQ(claims[0].task, ArnOf("t1"));
}

TEST(ClaimsOn, LeavesTheTaskEmptyWhereItIsNotKnown) {
  Evidence evidence = ClearEvidence();
  Container silent = Given("a", {});
  silent.task = Reading<ContainerTask>::Unknown(absl::UnavailableError("the ECS agent is silent"));
  evidence.containers.containers = {silent};
  evidence.holders.holders = {HoldingIn("a", 7, {0}), HoldingIn("stranger", 8, {0}),
                              Holding(9, {0})};
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(3));
  EXPECT_EQ(claims[0].container, "a");
  EXPECT_EQ(claims[1].container, "stranger");
  EXPECT_EQ(claims[2].container, "");
  for (const Claim& claim : claims) {
    EXPECT_EQ(claim.task, "");
  }
}

TEST(ClaimsOn, SaysWhichContainerWasGivenTheChip) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {0, 1})};
  const auto claims = ClaimsOn(1, evidence, {});
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_EQ(claims[0].layer, Layer::kMapped);
  EXPECT_TRUE(claims[0].takes);
  EXPECT_EQ(claims[0].why, "");
  EXPECT_EQ(claims[0].since, kExampleLook);
  EXPECT_EQ(claims[0].pid, 100);
  EXPECT_EQ(claims[0].start_ticks, 1000u);
  EXPECT_EQ(claims[0].container, "a");
  EXPECT_EQ(claims[0].task, ArnOf("t1"));
}

TEST(ClaimsOn, ShowsAMappingThatDoesNotTakeTheChipWithTheRule) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {Given("a", {0})};
  evidence.containers.containers[0].privileged = true;
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_FALSE(claims[0].takes);
  EXPECT_EQ(claims[0].why, "privileged");
}

TEST(ClaimsOn, MakesTwoOfAHolderInAContainerThatWasGivenTheChip) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {Given("a", {0})};
  evidence.holders.holders = {HoldingIn("a", 7, {0})};
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(2));
  EXPECT_EQ(claims[0].layer, Layer::kHeld);
  EXPECT_EQ(claims[1].layer, Layer::kMapped);
}

TEST(ClaimsOn, SaysWhoHasLeasedTheChip) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {})};
  evidence.leases = {Leased(1, 8, {0}, "a"), Leased(2, 9, {1})};
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_EQ(claims[0].layer, Layer::kLeased);
  EXPECT_TRUE(claims[0].takes);
  EXPECT_EQ(claims[0].since, kExampleLook);
  EXPECT_EQ(claims[0].pid, 8);
  EXPECT_EQ(claims[0].start_ticks, 80u);
  EXPECT_EQ(claims[0].container, "a");
  EXPECT_EQ(claims[0].task, ArnOf("t1"));
  EXPECT_EQ(ClaimsOn(1, evidence, {})[0].container, "");
}

TEST(ClaimsOn, SaysForWhomTheChipIsReserved) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t2", "b", {})};
  Reservation created;
  created.chips = {1};
  created.container = "b";
  evidence.reservations = {ReservedFor("t1", {0}), created};
  const auto claims = ClaimsOn(0, evidence, {});
  ASSERT_THAT(claims, SizeIs(1));
  EXPECT_EQ(claims[0].layer, Layer::kReserved);
  EXPECT_TRUE(claims[0].takes);
  EXPECT_EQ(claims[0].why, "train:7 took them before");
  EXPECT_EQ(claims[0].since, kExampleLook);
  EXPECT_EQ(claims[0].pid, 0);
  EXPECT_EQ(claims[0].container, "");
  EXPECT_EQ(claims[0].task, ArnOf("t1"));
  EXPECT_EQ(ClaimsOn(1, evidence, {})[0].container, "b");
  EXPECT_EQ(ClaimsOn(1, evidence, {})[0].task, ArnOf("t2"));
}

TEST(ClaimsOn, SortsByLayerThenSinceThenPidThenContainer) {
  Evidence evidence = ClearEvidence();
  Holder late = Holding(1, {0});
  late.since += absl::Seconds(1);
  evidence.holders.holders = {late, Holding(9, {0}), Holding(8, {0})};
  evidence.containers.containers = {Given("b", {0}), Given("a", {0})};
  evidence.leases = {Leased(1, 2, {0})};
  evidence.reservations = {ReservedFor("t1", {0})};
  std::vector<std::string> order;
  for (const Claim& claim : ClaimsOn(0, evidence, {})) {
    order.push_back(claim.container.empty() ? std::to_string(claim.pid) : claim.container);
  }
  EXPECT_THAT(order, ElementsAre("8", "9", "1", "a", "b", "2", "0"));
}

}  // namespace
}  // namespace neuron
