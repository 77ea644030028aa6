#include "tests/sink/publisher_model.h"

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/sink/publisher_dice.h"

namespace neuron {
namespace {

// Long random histories of a host, of ECS with every fault that it has, and of those who write to
// the same attributes; PublisherModel checks each step.

constexpr unsigned kSeeds = 20;
constexpr int kSteps = 150;
// What failed is tried again, what comes late has come, and audits have come round twice.
constexpr absl::Duration kMended = absl::Hours(3);

class History {
 public:
  explicit History(unsigned seed) : dice_(seed), model_(absl::StrCat("seed ", seed)) {}

  PublisherModel& model() { return model_; }

  void Step() {
    if (dice_.Draw(3) == 0) {
      troubles_[dice_.Draw(static_cast<int>(troubles_.size()))]();
    }
    model_.rig.random = dice_.DrawJitter();
    if (dice_.Draw(3) != 0) {
      model_.See(dice_.DrawAfter(model_.truth()));
    }
    model_.Pass(dice_.DrawPause());
  }

  // From now on nothing goes wrong any more.
  void EndTroubles() {
    model_.rig.ecs.FailAlways(absl::nullopt);
    model_.rig.ecs.FailLooks(absl::nullopt);
    model_.rig.ecs.set_room(10);
    model_.rig.ecs.set_lag(absl::ZeroDuration());
    model_.rig.target = EcsTarget{kCluster, instance_};
  }

 private:
  void RegisterAgain() {
    instance_ = dice_.Draw(2) == 0 ? kInstance : kOther;
    model_.rig.target = EcsTarget{kCluster, instance_};
  }

  // Another agent, or a person. Only where something of ours is: what was there first is theirs.
  void Meddle() {
    FakeEcs::Attributes& held = ecs_.Of(instance_);
    if (held.empty()) {
      return;
    }
    if (dice_.Draw(3) == 0) {
      held.clear();
      return;
    }
    held["neuron.free-set"] = "_00_15_";
    if (dice_.Draw(2) == 0) {
      held["neuron.gen"] = "7f3a-000001-1794000000";
    }
  }

  PublisherDice dice_;
  PublisherModel model_;
  FakeEcs& ecs_ = model_.rig.ecs;
  std::string instance_ = kInstance;
  const std::vector<std::function<void()>> troubles_ = {
      [this] { ecs_.FailNext(dice_.DrawKind()); },
      [this] { ecs_.FailAlways(dice_.DrawKind()); },
      [this] { ecs_.FailAlways(absl::nullopt); },
      [this] { ecs_.LoseNextAnswer(); },
      [this] { ecs_.DelayNextEffect(absl::Seconds(dice_.Draw(60))); },
      [this] { ecs_.FailLooks(dice_.DrawKind()); },
      [this] { ecs_.FailLooks(absl::nullopt); },
      [this] { ecs_.set_lag(absl::Seconds(dice_.Draw(60))); },
      [this] { ecs_.set_room(static_cast<std::size_t>(1 + dice_.Draw(10))); },
      [this] { model_.rig.target = absl::UnavailableError("the ECS agent is down"); },
      [this] { RegisterAgain(); },
      [this] { Meddle(); },
  };
};

TEST(PublisherModel, HoldsInLongHistoriesAndEndsWithTheTruth) {
  for (unsigned seed = 0; seed < kSeeds && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
    }
    history.EndTroubles();
    history.model().Pass(kMended);
    EXPECT_TRUE(history.model().IsTold()) << history.model().HeldFreeSet();
    EXPECT_EQ(history.model().rig.state().told.size(), 7u);
    EXPECT_EQ(history.model().rig.state().problem, absl::OkStatus());
  }
}

TEST(PublisherModel, IsSilentButForAuditsWhenHistoryHasEnded) {
  for (unsigned seed = kSeeds; seed < kSeeds + 3; ++seed) {
    SCOPED_TRACE(seed);
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
    }
    history.EndTroubles();
    history.model().Pass(kMended);
    PublisherRig& rig = history.model().rig;
    const std::size_t writes = rig.ecs.calls().size();
    const std::size_t looks = rig.ecs.looks().size();
    for (int minute = 0; minute < 240; ++minute) {
      history.model().SeeAgain();
      rig.clock.Advance(absl::Minutes(1));
    }
    EXPECT_EQ(rig.ecs.calls().size(), writes);
    EXPECT_LE(rig.ecs.looks().size() - looks, 12u) << "every 20 minutes at most";
  }
}

// A kind of failure, and how long after its end ECS holds the free set at the latest: after one
// failure, and after an outage.
struct Mend {
  EcsErrorKind kind;
  absl::Duration after_one;
  absl::Duration after_outage;
};

class PublisherModelMends : public testing::TestWithParam<Mend> {};

TEST_P(PublisherModelMends, SoonAfterOneFailure) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    PublisherDice dice(seed);
    PublisherModel model(absl::StrCat("seed ", seed));
    model.See({0, 1, 2, 3});
    model.Pass(absl::Minutes(1));
    model.rig.random = dice.DrawJitter();
    model.rig.ecs.FailNext(GetParam().kind);
    model.See({0, 1, 2});
    model.Pass(GetParam().after_one);
    EXPECT_EQ(model.HeldFreeSet(), "_00_01_02_");
  }
}

TEST_P(PublisherModelMends, InTimeAfterAnOutage) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    PublisherDice dice(seed);
    PublisherModel model(absl::StrCat("seed ", seed));
    model.See({0, 1, 2, 3});
    model.Pass(absl::Minutes(1));
    model.rig.ecs.FailAlways(GetParam().kind);
    for (int change = 0; change < 20; ++change) {
      model.rig.random = dice.DrawJitter();
      model.See(dice.DrawAfter(model.truth()));
      model.Pass(absl::Minutes(dice.Draw(10)));
    }
    model.rig.ecs.FailAlways(absl::nullopt);
    model.Pass(GetParam().after_outage);
    EXPECT_EQ(model.HeldFreeSet(), FreeSetOf(model.truth())) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(
    EachKind, PublisherModelMends,
    testing::Values(Mend{EcsErrorKind::kRetry, absl::Seconds(1), absl::Minutes(11)},
                    Mend{EcsErrorKind::kThrottled, absl::Seconds(3), absl::Minutes(11)},
                    Mend{EcsErrorKind::kNotFound, absl::Seconds(3), absl::Seconds(61)},
                    Mend{EcsErrorKind::kLimitExceeded, absl::Seconds(1), absl::Minutes(6)},
                    Mend{EcsErrorKind::kRefetchCredentials, absl::Seconds(11), absl::Minutes(6)},
                    Mend{EcsErrorKind::kClockSkew, absl::Seconds(11), absl::Minutes(6)},
                    Mend{EcsErrorKind::kAccessDenied, absl::Seconds(61), absl::Minutes(11)},
                    Mend{EcsErrorKind::kPermanent, absl::Seconds(61), absl::Minutes(11)}));

TEST(PublisherModel, TakesWhatDoesNotShowYetForNoDrift) {
  AttributeNames without_generation;
  without_generation.kinds = {AttributeKind::kFreeSet, AttributeKind::kFits};
  for (unsigned seed = 0; seed < 10; ++seed) {
    PublisherDice dice(seed);
    PublisherModel model(absl::StrCat("seed ", seed),
                         seed % 2 == 0 ? AttributeNames() : without_generation);
    for (int change = 0; change < 100; ++change) {
      model.rig.ecs.set_lag(absl::Seconds(dice.Draw(60)));
      model.rig.random = dice.DrawJitter();
      model.See(dice.DrawAfter(model.truth()));
      model.Pass(dice.DrawPause());
    }
    EXPECT_EQ(model.rig.state().audit.repairs, 0u)
        << "seed " << seed << ": " << model.rig.state().audit.drift;
    EXPECT_LE(model.rig.ecs.calls().size(), 101u) << "once a change, and the withdrawal";
  }
}

TEST(PublisherModel, TellsANewInstanceSoonOnceTheOldOneIsGone) {
  PublisherModel model("gone");
  model.See({0, 1, 2, 3});
  model.Pass(absl::Minutes(1));
  model.rig.target = EcsTarget{kCluster, kOther};
  model.rig.ecs.FailNext(EcsErrorKind::kNotFound);
  model.See({0, 1, 2});
  model.Pass(absl::Seconds(20));
  EXPECT_TRUE(model.IsTold()) << model.HeldFreeSet();
}

TEST(PublisherModel, TakesBackAtTheNextAuditWhatComesLate) {
  PublisherModel model("late");
  model.See({0, 1, 2, 3});
  model.Pass(absl::Minutes(1));
  model.rig.ecs.DelayNextEffect(absl::Seconds(30));
  model.See({0, 1, 2});
  model.Pass(absl::Seconds(1));
  model.See({0});
  model.Pass(absl::Seconds(30));
  EXPECT_EQ(model.HeldFreeSet(), "_00_01_02_") << "the late one";
  model.Pass(absl::Minutes(41));
  EXPECT_TRUE(model.IsTold()) << model.HeldFreeSet();
  EXPECT_TRUE(absl::StrContains(model.rig.state().audit.drift, "came late"))
      << model.rig.state().audit.drift;
}

}  // namespace
}  // namespace neuron
