#include "agent/sink/ecs_publisher.h"

#include "gtest/gtest.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// Longer than any quiet delay and budget.
constexpr absl::Duration kLong = absl::Minutes(1);
// Long enough for one call to ECS.
constexpr absl::Duration kCall = absl::Milliseconds(20);

TEST(EcsPublisher, AsksWhoThisHostIsUntilItKnows) {
  PublisherRig rig;
  rig.target = absl::UnavailableError("the ECS agent is down");
  rig.publisher->Start();
  rig.clock.Advance(kLong);
  EXPECT_GT(rig.finds, 2);
  EXPECT_LT(rig.finds, 15) << "with backoff";
  EXPECT_TRUE(rig.ecs.calls().empty());
  EXPECT_EQ(rig.state().problem, rig.target.status());
  EXPECT_FALSE(rig.state().target.has_value());

  rig.target = EcsTarget{kCluster, kInstance};
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("health"), "unknown");
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
  EXPECT_EQ(rig.state().target->container_instance_arn, kInstance);
}

TEST(EcsPublisher, TriesAgainWhenThereCanBeNoClient) {
  PublisherRig rig;
  rig.client_failure = absl::InvalidArgumentError("no region");
  rig.StartAndWithdraw();
  EXPECT_EQ(rig.state().problem, rig.client_failure);
  rig.client_failure = absl::OkStatus();
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("health"), "unknown");
}

TEST(EcsPublisher, ShowsWhoThisHostIsBeforeAnythingIsWritten) {
  PublisherRig rig;
  rig.ecs.set_silent(true);
  rig.StartAndWithdraw();
  ASSERT_TRUE(rig.state().target.has_value());
  EXPECT_EQ(rig.state().target->cluster, kCluster);
}

TEST(EcsPublisher, WithdrawsFirstWhatAnEarlierRunMayHaveLeft) {
  PublisherRig rig;
  rig.publisher->Start();
  rig.See({1, 2});
  rig.clock.Advance(kCall);
  ASSERT_EQ(rig.ecs.calls().size(), 1u);
  EXPECT_EQ(rig.LastPut("free-set"), "_none_");
  EXPECT_EQ(rig.LastPut("fits"), "_none_");
  EXPECT_EQ(rig.LastPut("health"), "unknown");
  EXPECT_EQ(rig.LastPut("free-chips"), "00");
  EXPECT_EQ(rig.LastPut("gen"), "7f3a-000001-1795000000");
}

TEST(EcsPublisher, WithdrawsBeforeTheFirstSnapshot) {
  PublisherRig rig;
  rig.StartAndWithdraw();
  EXPECT_EQ(rig.Held("free-set"), "_none_");
  EXPECT_EQ(rig.ecs.calls().size(), 1u);
}

TEST(EcsPublisher, PutsTheWholeSetInOneCall) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1, 8});
  ASSERT_EQ(rig.ecs.calls().size(), 2u);
  EXPECT_EQ(rig.ecs.calls()[1].put.size(), 7u);
  EXPECT_EQ(rig.ecs.calls()[1].target.cluster, kCluster);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_08_");
  EXPECT_EQ(rig.Held("fits"), "_01_");
  EXPECT_EQ(rig.Held("health"), "ok");
  EXPECT_EQ(rig.Held("free-chips"), "03");
  EXPECT_EQ(rig.Held("chip-count"), "16");
  EXPECT_EQ(rig.Held("chip-type"), "trainium1");
}

TEST(EcsPublisher, SendsNothingWhenNothingChanged) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const std::size_t calls = rig.ecs.calls().size();
  for (int i = 0; i < 600; ++i) {
    rig.See({0, 1});
    rig.clock.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(rig.ecs.calls().size(), calls);
}

TEST(EcsPublisher, TellsLessAtOnceAndMoreLater) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1, 2});
  rig.See({0, 2});
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.Held("free-set"), "_00_02_");
  rig.See({0, 1, 2});
  rig.clock.Advance(absl::Milliseconds(4900));
  EXPECT_EQ(rig.Held("free-set"), "_00_02_");
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_02_");
}

TEST(EcsPublisher, TellsLessAtOnceWhileMoreIsWaiting) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.See({0, 1, 2});
  rig.clock.Advance(absl::Seconds(2));
  rig.See({1, 2});
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.Held("free-set"), "_01_02_");
}

TEST(EcsPublisher, TellsWhatChangedDuringAWriteSoonAfterIt) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1, 2});
  rig.See({0, 1});
  rig.See({0});
  const std::size_t calls = rig.ecs.calls().size();
  EXPECT_EQ(rig.LastPut("free-set"), "_00_01_");
  rig.clock.Advance(2 * kCall);
  EXPECT_EQ(rig.ecs.calls().size(), calls) << "it is gathered";
  rig.clock.Advance(absl::Milliseconds(50) + kCall);
  EXPECT_EQ(rig.ecs.calls().size(), calls + 1) << "one at a time";
  EXPECT_EQ(rig.Held("free-set"), "_00_");
}

TEST(EcsPublisher, NumbersAndDatesEachWrite) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.See({0});
  EXPECT_EQ(rig.LastPut("gen"), "7f3a-000003-1795000061");
}

TEST(EcsPublisher, NeverExceedsItsBudgetsForAFlappingChip) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const std::size_t before = rig.ecs.calls().size();
  for (int i = 0; i < 600; ++i) {
    rig.See(i % 2 == 0 ? ChipSet{0} : ChipSet{0, 1});
    rig.clock.Advance(absl::Milliseconds(100));
  }
  EXPECT_LE(rig.ecs.calls().size() - before, 20u + 30u);
  EXPECT_GE(rig.ecs.calls().size() - before, 1u);
}

TEST(EcsPublisher, ShowsWhatIsWantedAndWhatEcsConfirmed) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  EXPECT_EQ(rig.state().wanted.size(), 7u);
  EXPECT_EQ(rig.state().told[0].value, "_00_01_");
  const absl::Time told_at = *rig.state().told_at;
  rig.clock.Advance(kLong);
  rig.See({0});
  EXPECT_EQ(rig.state().wanted[0].value, "_00_");
  EXPECT_EQ(rig.state().told[0].value, "_00_01_");
  EXPECT_EQ(*rig.state().told_at, told_at);
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.state().told[0].value, "_00_");
  EXPECT_GT(*rig.state().told_at, told_at);
}

TEST(EcsPublisher, PublishesWhatPromisesNothingWithoutWithdrawingIt) {
  AttributeNames names;
  names.kinds = {AttributeKind::kChipCount, AttributeKind::kChipType};
  PublisherRig rig(OnStop::kWithdraw, names);
  rig.StartAndPublish({0});
  ASSERT_EQ(rig.ecs.calls().size(), 1u);
  EXPECT_EQ(rig.Held("chip-count"), "16");
  bool stopped = false;
  rig.publisher->Stop([&] { stopped = true; });
  EXPECT_TRUE(stopped);
  EXPECT_EQ(rig.ecs.calls().size(), 1u);
}

TEST(EcsPublisher, DropsItsCallbacksWhenItIsGone) {
  for (const absl::Duration after : {absl::ZeroDuration(), absl::Milliseconds(5)}) {
    PublisherRig rig;
    rig.publisher->Start();
    rig.clock.Advance(after);
    rig.publisher = nullptr;
    const std::size_t states = rig.states.size();
    rig.clock.Advance(kLong);
    EXPECT_EQ(rig.states.size(), states);
    EXPECT_EQ(rig.clock.PendingAlarms(), 0u);
  }
}

}  // namespace
}  // namespace neuron
