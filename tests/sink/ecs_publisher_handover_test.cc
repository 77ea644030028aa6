#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// An agent that takes the place of one that stopped by --on_stop=keep.

constexpr absl::Duration kCall = absl::Milliseconds(20);
constexpr absl::Duration kPatience = absl::Seconds(5);
constexpr absl::Duration kLong = absl::Minutes(1);

class HandoverTest : public testing::Test {
 protected:
  explicit HandoverTest(OnStop on_stop = OnStop::kKeep) : rig_(on_stop) {
    rig_.Replace(Handover());
    rig_.StartAndPublish({0, 1});
  }

  HandoverFile Handover(const std::string& boot_id = "7f3a-boot") const {
    return HandoverFile(directory_.Path("handover"), boot_id);
  }

  // Stops the first agent, and starts the second.
  void Upgrade(const std::string& boot_id = "7f3a-boot") {
    Stop();
    rig_.Replace(Handover(boot_id));
    calls_ = rig_.ecs.calls().size();
    rig_.publisher->Start();
  }
  void Stop() {
    rig_.publisher->Stop([] {});
    rig_.clock.Advance(kCall);
  }
  std::size_t NewCalls() const { return rig_.ecs.calls().size() - calls_; }
  // Whether any call of the second agent put this.
  bool HasPut(const std::string& free_set) const {
    for (std::size_t i = calls_; i < rig_.ecs.calls().size(); ++i) {
      if (ValueIn(rig_.ecs.calls()[i], "neuron.free-set") == free_set) {
        return true;
      }
    }
    return false;
  }

  TemporaryDirectory directory_;
  PublisherRig rig_;
  std::size_t calls_ = 0;
};

TEST_F(HandoverTest, WritesNothingIfTheChipsAreAsTheyWere) {
  Upgrade();
  rig_.clock.Advance(absl::Seconds(2));
  rig_.See({0, 1});
  rig_.clock.Advance(kLong);
  EXPECT_EQ(NewCalls(), 0u);
  EXPECT_EQ(rig_.Held("free-set"), "_00_01_");
  EXPECT_EQ(rig_.state().told[0].value, "_00_01_");
  EXPECT_EQ(rig_.state().problem, absl::OkStatus());
}

TEST_F(HandoverTest, TakesBackAtOnceWhatTheFirstSnapshotLacks) {
  Upgrade();
  rig_.clock.Advance(kCall);
  rig_.See({1});
  rig_.clock.Advance(kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_01_");
  EXPECT_FALSE(HasPut("_none_"));
}

TEST_F(HandoverTest, DoesSoForASnapshotThatWasThereFirst) {
  Upgrade();
  rig_.See({1});
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_01_");
  EXPECT_FALSE(HasPut("_none_"));
}

TEST_F(HandoverTest, TellsMoreAfterTheQuietDelay) {
  Upgrade();
  rig_.See({0, 1, 2});
  rig_.clock.Advance(absl::Seconds(4));
  EXPECT_EQ(NewCalls(), 0u);
  rig_.clock.Advance(kLong);
  EXPECT_EQ(rig_.Held("free-set"), "_00_01_02_");
  EXPECT_FALSE(HasPut("_none_"));
}

TEST_F(HandoverTest, WithdrawsIfNoSnapshotComesWithin5Seconds) {
  Upgrade();
  rig_.clock.Advance(kPatience);
  EXPECT_EQ(NewCalls(), 0u);
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
  EXPECT_EQ(rig_.Held("health"), "unknown");
  rig_.See({0, 1});
  rig_.clock.Advance(kLong);
  EXPECT_EQ(rig_.Held("free-set"), "_00_01_");
}

TEST_F(HandoverTest, WithdrawsWhatAnotherBootLeft) {
  Upgrade("7f3a-another");
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, WithdrawsWhatAnAgentLeftThatWasKilled) {
  rig_.Replace(Handover());
  rig_.StartAndWithdraw();
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, WithdrawsWhatAnAgentLeftThatWasKilledAfterAnUpgrade) {
  Upgrade();
  rig_.See({0, 1});
  rig_.clock.Advance(kLong);
  rig_.Replace(Handover());
  rig_.StartAndWithdraw();
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, WithdrawsWhatSomebodyWroteSince) {
  Stop();
  rig_.ecs.Of(kInstance)["neuron.gen"] = "7f3a-000009-1795000099";
  rig_.Replace(Handover());
  rig_.StartAndWithdraw();
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, WithdrawsIfItMayNotLook) {
  rig_.ecs.FailLooks(EcsErrorKind::kAccessDenied);
  Upgrade();
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, WithdrawsAtAnotherInstance) {
  rig_.target = EcsTarget{kCluster, kOther};
  Upgrade();
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set", kOther), "_none_");
}

TEST_F(HandoverTest, HandsOnAWriteThatWasUnderWayWhenItStopped) {
  rig_.See({1});
  Upgrade();
  EXPECT_EQ(rig_.Held("free-set"), "_01_");
  rig_.See({1});
  rig_.clock.Advance(kLong);
  EXPECT_EQ(NewCalls(), 0u);
}

TEST_F(HandoverTest, LeavesNothingIfTheLastWriteFailed) {
  rig_.ecs.FailNext(EcsErrorKind::kRetry);
  rig_.See({1});
  Upgrade();
  rig_.clock.Advance(2 * kCall);
  EXPECT_EQ(rig_.Held("free-set"), "_none_");
}

TEST_F(HandoverTest, HandsOnWhatItHadNoTimeToTakeUp) {
  Upgrade();
  Upgrade();
  rig_.See({0, 1});
  rig_.clock.Advance(kLong);
  EXPECT_EQ(NewCalls(), 0u);
}

TEST_F(HandoverTest, AuditsWhatItWentOnFrom) {
  Upgrade();
  rig_.See({0, 1});
  rig_.clock.Advance(kLong);
  rig_.ecs.Of(kInstance)["neuron.free-set"] = "_05_";
  rig_.clock.Advance(absl::Minutes(40));
  EXPECT_EQ(rig_.Held("free-set"), "_00_01_");
  EXPECT_EQ(rig_.state().audit.repairs, 1u);
}

class WithdrawingTest : public HandoverTest {
 protected:
  WithdrawingTest() : HandoverTest(OnStop::kWithdraw) {}
};

TEST_F(WithdrawingTest, LeavesNothing) {
  Stop();
  EXPECT_FALSE(Handover().Take().has_value());
}

}  // namespace
}  // namespace neuron
