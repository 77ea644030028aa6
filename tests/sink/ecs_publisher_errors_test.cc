#include <vector>

#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// What EcsPublisher does about each kind of failure of a call to ECS.

constexpr absl::Duration kLong = absl::Minutes(30);

// How many calls a publisher makes in ten minutes that all fail so, the first aside.
std::size_t CallsWhileFailing(EcsErrorKind kind) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const std::size_t before = rig.ecs.calls().size() + 1;
  rig.ecs.FailAlways(kind);
  rig.See({0});
  rig.clock.Advance(absl::Minutes(10));
  return rig.ecs.calls().size() - before;
}

class EcsPublisherErrors : public testing::TestWithParam<EcsErrorKind> {};

TEST_P(EcsPublisherErrors, ShowsTheProblemAndWhetherItIsKnownWhatEcsHas) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.FailNext(GetParam());
  rig.See({0});
  rig.clock.Advance(absl::Milliseconds(20));
  EXPECT_EQ(rig.state().problem, absl::UnavailableError("ECS says no"));
  // What was throttled was not done.
  EXPECT_EQ(rig.state().told.empty(), GetParam() != EcsErrorKind::kThrottled);
}

TEST_P(EcsPublisherErrors, TriesAgainUntilEcsHasIt) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  for (int i = 0; i < 3; ++i) {
    rig.ecs.FailNext(GetParam());
  }
  rig.See({0});
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("free-set"), "_00_");
  EXPECT_EQ(rig.state().told[0].value, "_00_");
}

TEST_P(EcsPublisherErrors, TriesTheWithdrawalAgainToo) {
  PublisherRig rig;
  rig.ecs.FailNext(GetParam());
  rig.publisher->Start();
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("free-set"), "_none_");
}

TEST_P(EcsPublisherErrors, BacksOffWhileItFails) {
  EXPECT_GE(CallsWhileFailing(GetParam()), 2u);
  // By a backoff of two seconds to a minute, halved by the jitter of this test.
  EXPECT_LE(CallsWhileFailing(GetParam()), 26u);
}

TEST_P(EcsPublisherErrors, LetsTheBackoffDecideAlsoWhenThereIsMoreToTell) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1, 2, 3});
  rig.ecs.FailAlways(GetParam());
  const std::size_t before = rig.ecs.calls().size();
  for (int i = 0; i < 60; ++i) {
    rig.See(i % 2 == 0 ? ChipSet{0} : ChipSet{1});
    rig.clock.Advance(absl::Milliseconds(100));
  }
  EXPECT_LE(rig.ecs.calls().size() - before, 7u);
}

INSTANTIATE_TEST_SUITE_P(EachKind, EcsPublisherErrors,
                         testing::Values(EcsErrorKind::kRetry, EcsErrorKind::kThrottled,
                                         EcsErrorKind::kRefetchCredentials,
                                         EcsErrorKind::kClockSkew, EcsErrorKind::kNotFound,
                                         EcsErrorKind::kAccessDenied, EcsErrorKind::kLimitExceeded,
                                         EcsErrorKind::kPermanent));

TEST(EcsPublisher, TriesAgainSlowlyWhereAPersonMustAct) {
  EXPECT_LE(CallsWhileFailing(EcsErrorKind::kAccessDenied), 5u);
  EXPECT_LE(CallsWhileFailing(EcsErrorKind::kPermanent), 5u);
  EXPECT_GE(CallsWhileFailing(EcsErrorKind::kRetry), 10u);
}

TEST(EcsPublisher, AsksAnewWhoThisHostIsWhereItsInstanceIsUnknown) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const int finds = rig.finds;
  rig.ecs.FailNext(EcsErrorKind::kNotFound);
  rig.See({0});
  // Sooner than it asks anyway.
  rig.clock.Advance(absl::Seconds(10));
  EXPECT_EQ(rig.finds, finds + 1);
}

TEST(EcsPublisher, TellsANewInstanceEverything) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.FailNext(EcsErrorKind::kNotFound);
  rig.target = EcsTarget{kCluster, kOther};
  rig.See({0});
  const std::size_t before = rig.ecs.calls().size();
  rig.clock.Advance(kLong);
  ASSERT_GT(rig.ecs.calls().size(), before);
  EXPECT_EQ(ValueIn(rig.ecs.calls()[before], "neuron.free-set"), "_none_") << "withdrawn first";
  EXPECT_EQ(rig.ecs.Of(kOther).size(), 7u);
  EXPECT_EQ(rig.Held("free-set", kOther), "_00_");
  EXPECT_EQ(rig.state().target->container_instance_arn, kOther);
}

TEST(EcsPublisher, LeavesOutTheLeastValuableWhereThereIsNoRoom) {
  PublisherRig rig;
  rig.ecs.set_room(3);
  rig.publisher->Start();
  rig.See({0, 1});
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.ecs.Of(kInstance),
            (FakeEcs::Attributes{
                {"neuron.free-set", "_00_01_"}, {"neuron.fits", "_01_"}, {"neuron.health", "ok"}}));
  EXPECT_EQ(rig.state().told.size(), 3u) << "what was left out was not told";
  EXPECT_EQ(rig.state().problem.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_NE(rig.state().problem.message().find(
                "neuron.free-chips, neuron.chip-count, neuron.chip-type, neuron.gen;"),
            absl::string_view::npos)
      << rig.state().problem;
}

TEST(EcsPublisher, GoesOnWithWhatFits) {
  PublisherRig rig;
  rig.ecs.set_room(4);
  rig.publisher->Start();
  rig.See({0, 1});
  rig.clock.Advance(kLong);
  const std::size_t before = rig.ecs.calls().size();
  rig.See({0});
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.ecs.calls().size(), before + 1);
  EXPECT_EQ(rig.Held("free-set"), "_00_");
}

TEST(EcsPublisher, TakesBackAllThatFitWhenItStops) {
  PublisherRig rig;
  rig.ecs.set_room(3);
  rig.publisher->Start();
  rig.See({0, 1});
  rig.clock.Advance(kLong);
  rig.publisher->Stop([] {});
  rig.clock.Advance(absl::Seconds(1));
  EXPECT_EQ(rig.ecs.Of(kInstance), (FakeEcs::Attributes{{"neuron.free-set", "_none_"},
                                                        {"neuron.fits", "_none_"},
                                                        {"neuron.health", "unknown"}}));
}

TEST(EcsPublisher, KeepsTryingTheMostValuableWhereThereIsNoRoomAtAll) {
  PublisherRig rig;
  rig.ecs.set_room(0);
  rig.publisher->Start();
  rig.See({0, 1});
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.ecs.calls().back().put.size(), 1u);
  rig.ecs.set_room(10);
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_");
}

TEST(EcsPublisher, TriesAllAttributesOnANewInstance) {
  PublisherRig rig;
  rig.ecs.set_room(3);
  rig.publisher->Start();
  rig.See({0, 1});
  rig.clock.Advance(kLong);
  rig.ecs.set_room(10);
  rig.target = EcsTarget{kCluster, kOther};
  rig.ecs.FailNext(EcsErrorKind::kNotFound);
  rig.See({0});
  rig.clock.Advance(kLong);
  EXPECT_EQ(rig.ecs.Of(kOther).size(), 7u);
  EXPECT_EQ(rig.state().problem, absl::OkStatus());
}

TEST(EcsPublisher, LogsAProblemWhenItChangesNotWhenItRepeats) {
  PublisherRig rig;
  testing::internal::CaptureStderr();
  rig.StartAndPublish({0, 1});
  rig.ecs.FailAlways(EcsErrorKind::kRetry);
  rig.See({0});
  rig.clock.Advance(kLong);
  rig.ecs.FailAlways(absl::nullopt);
  rig.clock.Advance(kLong);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(log.find("event=ecs_problem"), log.rfind("event=ecs_problem")) << log;
  EXPECT_NE(log.find("event=ecs_problem error=\"ECS says no\""), std::string::npos) << log;
  EXPECT_NE(log.find("event=ecs_ok"), std::string::npos) << log;
}

}  // namespace
}  // namespace neuron
