#include "absl/strings/match.h"
#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// What EcsPublisher asks ECS, and what it does about the answer.

constexpr absl::Duration kCall = absl::Milliseconds(20);
// Until the next audit, at the jitter of these tests; and with its consequences.
constexpr absl::Duration kAudit = absl::Minutes(30);
const absl::Duration kAudited = kAudit + absl::Minutes(1);

bool ProblemSays(const PublisherRig& rig, const char* text) {
  return absl::StrContains(rig.state().problem.message(), text);
}

TEST(EcsPublisherAudit, AsksForNothingInAQuietHourButTheAudit) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const std::size_t calls = rig.ecs.calls().size();
  const std::size_t looks = rig.ecs.looks().size();
  for (int second = 0; second < 3600; ++second) {
    rig.See({0, 1});
    rig.clock.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(rig.ecs.calls().size(), calls);
  EXPECT_EQ(rig.ecs.looks().size(), looks + 2);
}

TEST(EcsPublisherAudit, ComesEvery20To40Minutes) {
  for (const double random : {0.0, 0.999}) {
    PublisherRig rig;
    rig.random = random;
    rig.StartAndPublish({0});
    rig.clock.Advance(absl::Hours(4));
    const std::vector<absl::Duration>& looks = rig.ecs.looks();
    ASSERT_GE(looks.size(), 3u);
    EXPECT_GE(looks[2] - looks[1], absl::Minutes(20));
    EXPECT_LE(looks[2] - looks[1], absl::Minutes(40) + absl::Seconds(1));
  }
}

TEST(EcsPublisherAudit, LooksBeforeItWrites) {
  PublisherRig rig;
  rig.publisher->Start();
  rig.clock.Advance(absl::Milliseconds(5));
  EXPECT_EQ(rig.ecs.looks().size(), 1u);
  EXPECT_TRUE(rig.ecs.calls().empty());
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.Held("free-set"), "_none_");
}

TEST(EcsPublisherAudit, NeverWritesWhereAValueIsSomebodyElses) {
  for (const OnStop on_stop : {OnStop::kWithdraw, OnStop::kDelete}) {
    PublisherRig rig(on_stop);
    rig.ecs.Of(kInstance) = {{"neuron.health", "green"}, {"neuron.free-set", "_00_07_"}};
    rig.StartAndPublish({0, 1});
    EXPECT_EQ(rig.Held("health"), "green");
    EXPECT_EQ(rig.Held("free-set"), "_00_01_") << "what an earlier run may have written is ours";
    EXPECT_TRUE(ProblemSays(rig, "neuron.health: it is left alone")) << rig.state().problem;
    rig.See({0});
    rig.clock.Advance(kAudited);
    EXPECT_EQ(rig.Held("free-set"), "_00_");
    rig.publisher->Stop([] {});
    rig.clock.Advance(kCall);
    EXPECT_EQ(rig.Held("health"), "green");
  }
}

TEST(EcsPublisherAudit, LeavesOthersAloneAfterARestartToo) {
  PublisherRig rig;
  rig.ecs.Of(kInstance) = {{"neuron.health", "green"},
                           {"neuron.free-set", "_none_"},
                           {"neuron.gen", "7f3a-000009-1794990000"}};
  rig.StartAndPublish({0, 1});
  EXPECT_EQ(rig.Held("health"), "green");
}

TEST(EcsPublisherAudit, WritesNothingWhereAllIsSomebodyElses) {
  AttributeNames names;
  names.kinds = {AttributeKind::kHealth};
  PublisherRig rig(OnStop::kDelete, names);
  rig.ecs.Of(kInstance) = {{"neuron.health", "green"}};
  rig.StartAndPublish({0, 1});
  bool stopped = false;
  rig.publisher->Stop([&] { stopped = true; });
  EXPECT_TRUE(stopped);
  EXPECT_TRUE(rig.ecs.calls().empty());
}

TEST(EcsPublisherAudit, TakesANameThatSomebodyElseGaveUp) {
  PublisherRig rig;
  rig.ecs.Of(kInstance) = {{"neuron.health", "green"}};
  rig.StartAndPublish({0, 1});
  rig.ecs.Of(kInstance).erase("neuron.health");
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.Held("health"), "ok");
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisherAudit, WithdrawsEvenIfItMayNotLook) {
  PublisherRig rig;
  rig.ecs.Of(kInstance) = {{"neuron.free-set", "_00_"}};
  rig.ecs.FailLooks(EcsErrorKind::kAccessDenied);
  rig.publisher->Start();
  rig.clock.Advance(2 * kCall);
  EXPECT_EQ(rig.Held("free-set"), "_none_");
  EXPECT_FALSE(rig.state().audit.problem.ok());
  EXPECT_EQ(rig.state().problem, absl::OkStatus()) << "that keeps nothing from being told";
  rig.ecs.FailLooks(absl::nullopt);
  rig.clock.Advance(kAudited);
  EXPECT_TRUE(rig.state().audit.problem.ok());
}

TEST(EcsPublisherAudit, WithdrawsAfterTwoSecondsWithoutAnAnswer) {
  PublisherRig rig;
  rig.ecs.set_silent(true);
  rig.publisher->Start();
  rig.clock.Advance(absl::Milliseconds(1999));
  EXPECT_TRUE(rig.ecs.calls().empty());
  rig.clock.Advance(absl::Milliseconds(1));
  EXPECT_EQ(rig.LastPut("free-set"), "_none_");
}

TEST(EcsPublisherAudit, RepairsDriftAtOnceAndCountsIt) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.Of(kInstance)["neuron.free-set"] = "_00_01_02_";
  rig.ecs.Of(kInstance).erase("neuron.fits");
  rig.clock.Advance(kAudit);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_");
  EXPECT_EQ(rig.Held("fits"), "_01_");
  EXPECT_EQ(rig.state().audit.repairs, 1u);
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisherAudit, RepairsWhatItWroteWhateverBecameOfIt) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.Of(kInstance)["neuron.health"] = "green";
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.Held("health"), "ok");
}

TEST(EcsPublisherAudit, NamesASecondWriterAndDoesNotFightIt) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const std::size_t calls = rig.ecs.calls().size();
  for (int audit = 0; audit < 4; ++audit) {
    rig.ecs.Of(kInstance)["neuron.free-set"] = "_05_";
    rig.ecs.Of(kInstance)["neuron.gen"] = "beef-000001-1795000000";
    rig.clock.Advance(kAudit);
    EXPECT_EQ(ProblemSays(rig, "somebody else keeps writing"), audit > 0) << audit;
  }
  EXPECT_LE(rig.ecs.calls().size() - calls, 4u) << "once for each audit";
  EXPECT_TRUE(ProblemSays(rig, "beef-000001-1795000000")) << rig.state().problem;
  rig.clock.Advance(2 * kAudited);
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisher, FindsANewInstanceWithinAMinuteAndTellsItEverything) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.target = EcsTarget{kCluster, kOther};
  const std::size_t before = rig.ecs.calls().size();
  rig.clock.Advance(absl::Minutes(1));
  ASSERT_GT(rig.ecs.calls().size(), before);
  EXPECT_EQ(ValueIn(rig.ecs.calls()[before], "neuron.free-set"), "_none_") << "withdrawn first";
  EXPECT_EQ(rig.ecs.Of(kOther).size(), 7u);
  EXPECT_EQ(rig.Held("free-set", kOther), "_00_01_");
  EXPECT_EQ(rig.state().target->container_instance_arn, kOther);
}

TEST(EcsPublisher, SaysNothingOfAnEcsAgentThatIsDownLater) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.target = absl::UnavailableError("the ECS agent is down");
  testing::internal::CaptureStderr();
  rig.clock.Advance(absl::Minutes(10));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisherAudit, KeepsItsInstanceWhileTheEcsAgentIsDown) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.target = absl::UnavailableError("the ECS agent is down");
  rig.ecs.Of(kInstance).clear();
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_");
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisherAudit, TakesTheRoomThatHasComeFree) {
  PublisherRig rig;
  rig.ecs.set_room(3);
  rig.StartAndPublish({0, 1});
  EXPECT_EQ(rig.ecs.Of(kInstance).size(), 3u);
  const std::size_t calls = rig.ecs.calls().size();
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.ecs.calls().size(), calls) << "there is no room yet";
  rig.ecs.set_room(5);
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.ecs.Of(kInstance).size(), 5u);
  EXPECT_TRUE(ProblemSays(rig, "no room for neuron.chip-type, neuron.gen;"));
  rig.ecs.set_room(10);
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.ecs.Of(kInstance).size(), 7u);
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisherAudit, NeverMakesLessWaitForItsAnswer) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.set_silent(true);
  rig.clock.Advance(kAudit);
  rig.ecs.set_silent(false);
  rig.See({0});
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.Held("free-set"), "_00_");
}

TEST(EcsPublisherAudit, SaysNothingOfWhatAWriteOvertook) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.clock.Advance(rig.ecs.looks().front() + kAudit - rig.clock.Monotonic());
  while (rig.ecs.looks().size() < 2) {
    rig.clock.Advance(absl::Milliseconds(1));
  }
  rig.See({0});
  rig.clock.Advance(absl::Minutes(2));
  EXPECT_EQ(rig.state().audit.repairs, 0u);
  EXPECT_EQ(rig.ecs.looks().size(), 3u) << "it looked again soon";
}

TEST(EcsPublisherDryRun, DoesEverythingButWrite) {
  PublisherRig rig(OnStop::kWithdraw, {}, true);
  rig.StartAndPublish({0, 1});
  rig.clock.Advance(kAudited);
  EXPECT_EQ(rig.state().target->container_instance_arn, kInstance);
  EXPECT_EQ(rig.state().wanted[0].value, "_00_01_");
  EXPECT_TRUE(rig.state().told.empty());
  EXPECT_TRUE(ProblemSays(rig, "--dry_run"));
  bool stopped = false;
  rig.publisher->Stop([&] { stopped = true; });
  EXPECT_TRUE(stopped);
  EXPECT_EQ(rig.ecs.looks().size(), 2u);
  EXPECT_TRUE(rig.ecs.calls().empty());
}

}  // namespace
}  // namespace neuron
