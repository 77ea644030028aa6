#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// The last words of EcsPublisher.

constexpr absl::Duration kCall = absl::Milliseconds(20);
constexpr absl::Duration kDeadline = absl::Seconds(2);

// Stops the publisher, and says when it was done.
class Stop {
 public:
  explicit Stop(PublisherRig* rig) : rig_(rig), began_(rig->clock.Monotonic()) {
    rig_->publisher->Stop([this] {
      ++calls_;
      took_ = rig_->clock.Monotonic() - began_;
    });
  }
  int calls() const { return calls_; }
  absl::Duration took() const { return took_; }

 private:
  PublisherRig* const rig_;
  const absl::Duration began_;
  int calls_ = 0;
  absl::Duration took_ = absl::InfiniteDuration();
};

TEST(EcsPublisher, WithdrawsAtTheEnd) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const Stop stop(&rig);
  EXPECT_EQ(stop.calls(), 0);
  rig.clock.Advance(kCall);
  EXPECT_EQ(stop.calls(), 1);
  EXPECT_EQ(rig.Held("free-set"), "_none_");
  EXPECT_EQ(rig.Held("fits"), "_none_");
  EXPECT_EQ(rig.Held("health"), "unknown");
  EXPECT_EQ(rig.Held("free-chips"), "00");
  EXPECT_EQ(rig.Held("chip-count"), "16");
}

TEST(EcsPublisher, DeletesAllItsAttributesIfToldSo) {
  PublisherRig rig(OnStop::kDelete);
  rig.StartAndPublish({0, 1});
  const Stop stop(&rig);
  rig.clock.Advance(kCall);
  EXPECT_EQ(stop.calls(), 1);
  EXPECT_EQ(rig.ecs.calls().back().deleted.size(), 7u);
  EXPECT_TRUE(rig.ecs.Of(kInstance).empty());
}

TEST(EcsPublisher, DeletesAllItsAttributesEvenIfItNeverSawASnapshot) {
  PublisherRig rig(OnStop::kDelete);
  rig.StartAndWithdraw();
  const Stop stop(&rig);
  rig.clock.Advance(kCall);
  EXPECT_EQ(rig.ecs.calls().back().deleted.size(), 7u);
}

TEST(EcsPublisher, KeepsAllIfToldSo) {
  PublisherRig rig(OnStop::kKeep);
  rig.StartAndPublish({0, 1});
  const std::size_t calls = rig.ecs.calls().size();
  const Stop stop(&rig);
  EXPECT_EQ(stop.calls(), 1);
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(rig.ecs.calls().size(), calls);
  EXPECT_EQ(rig.Held("free-set"), "_00_01_");
}

TEST(EcsPublisher, IsDoneAtOnceWhereThereIsNothingToTakeBack) {
  PublisherRig rig;
  rig.target = absl::UnavailableError("the ECS agent is down");
  rig.StartAndWithdraw();
  const Stop stop(&rig);
  EXPECT_EQ(stop.took(), absl::ZeroDuration());
}

TEST(EcsPublisher, SaysItsLastWordsAfterAWriteThatIsUnderWay) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.See({0});
  const std::size_t calls = rig.ecs.calls().size();
  const Stop stop(&rig);
  EXPECT_EQ(rig.ecs.calls().size(), calls);
  rig.clock.Advance(2 * kCall);
  EXPECT_EQ(rig.ecs.calls().size(), calls + 1);
  EXPECT_EQ(rig.Held("free-set"), "_none_");
  EXPECT_EQ(stop.calls(), 1);
}

TEST(EcsPublisher, IsDoneWhenEcsRefusesTheLastWords) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.FailAlways(EcsErrorKind::kAccessDenied);
  const Stop stop(&rig);
  rig.clock.Advance(kCall);
  EXPECT_EQ(stop.calls(), 1);
  EXPECT_EQ(rig.state().problem, absl::UnavailableError("ECS says no"));
}

TEST(EcsPublisher, IsDoneByTheDeadlineIfEcsIsDead) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.set_silent(true);
  const Stop stop(&rig);
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(stop.calls(), 1);
  EXPECT_EQ(stop.took(), kDeadline);
}

TEST(EcsPublisher, IsDoneByTheDeadlineIfAWriteUnderWayHangs) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.set_silent(true);
  rig.See({0});
  const std::size_t calls = rig.ecs.calls().size();
  const Stop stop(&rig);
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(stop.took(), kDeadline);
  EXPECT_EQ(rig.ecs.calls().size(), calls);
}

TEST(EcsPublisher, IgnoresSnapshotsFromStopOn) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  const Stop stop(&rig);
  rig.See({});
  rig.clock.Advance(absl::Minutes(1));
  rig.See({3});
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(rig.LastPut("health"), "unknown");
}

TEST(EcsPublisher, DoesNotRetryFromStopOn) {
  PublisherRig rig;
  rig.StartAndPublish({0, 1});
  rig.ecs.FailNext(EcsErrorKind::kRetry);
  rig.See({0});
  rig.clock.Advance(kCall);
  const Stop stop(&rig);
  rig.clock.Advance(kCall);
  const std::size_t calls = rig.ecs.calls().size();
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_EQ(rig.ecs.calls().size(), calls);
}

TEST(EcsPublisher, MayBeStoppedBeforeItKnowsWhoThisHostIs) {
  PublisherRig rig;
  rig.publisher->Start();
  const Stop stop(&rig);
  EXPECT_EQ(stop.calls(), 1);
  rig.clock.Advance(absl::Minutes(1));
  EXPECT_TRUE(rig.ecs.calls().empty());
}

}  // namespace
}  // namespace neuron
