#include <random>
#include <string>

#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// Random histories of a host, of ECS with every fault that it has, of people and agents who write
// to the same attributes, and of upgrades, against what must hold whatever happens.

constexpr EcsErrorKind kKinds[] = {
    EcsErrorKind::kRetry,     EcsErrorKind::kThrottled,     EcsErrorKind::kRefetchCredentials,
    EcsErrorKind::kClockSkew, EcsErrorKind::kNotFound,      EcsErrorKind::kAccessDenied,
    EcsErrorKind::kPermanent, EcsErrorKind::kLimitExceeded,
};
constexpr int kSeeds = 30;
constexpr int kSteps = 40;

class History {
 public:
  explicit History(unsigned seed) : engine_(seed) {
    rig.Replace(handover_file_);
    rig.publisher->Start();
  }

  int Draw(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(engine_); }

  void Step() {
    MakeTrouble();
    rig.random = (1 + Draw(99)) / 100.0;
    if (Draw(3) != 0) {
      See();
    }
    rig.clock.Advance(Draw(4) == 0 ? absl::Minutes(Draw(50)) : absl::Milliseconds(Draw(8000)));
  }

  // From now on nothing goes wrong any more.
  void EndFaults() {
    rig.ecs.FailAlways(absl::nullopt);
    rig.ecs.FailLooks(absl::nullopt);
    rig.ecs.set_room(10);
    rig.target = EcsTarget{kCluster, instance_};
    // What was told to fail has failed by then, and audits have come round.
    rig.clock.Advance(absl::Hours(6));
  }

  void See() {
    free = ChipSet(static_cast<std::uint64_t>(Draw(1 << 16)));
    rig.See(free);
  }

  std::string Held(const std::string& suffix) { return rig.Held(suffix, instance_); }

  PublisherRig rig{OnStop::kKeep};
  ChipSet free;

 private:
  void MakeTrouble() {
    switch (Draw(11)) {
      case 0:
        return rig.ecs.FailNext(kKinds[Draw(8)]);
      case 1:
        return rig.ecs.FailAlways(kKinds[Draw(8)]);
      case 2:
        return rig.ecs.FailAlways(absl::nullopt);
      case 3:
        return rig.ecs.LoseNextAnswer();
      case 4:
        return rig.ecs.FailLooks(Draw(2) == 0 ? absl::nullopt
                                              : absl::make_optional(kKinds[Draw(8)]));
      case 5:
        rig.target = absl::UnavailableError("the ECS agent is down");
        return;
      case 6:
        return RegisterAgain();
      case 7:
        return Meddle();
      case 8:
        return rig.ecs.set_room(static_cast<std::size_t>(1 + Draw(10)));
      case 9:
        return Upgrade();
      default:
        return;
    }
  }

  // In which the chips may be taken or freed.
  void Upgrade() {
    rig.publisher->Stop([] {});
    rig.clock.Advance(absl::Seconds(3));
    rig.Replace(handover_file_);
    rig.publisher->Start();
  }

  void RegisterAgain() {
    instance_ = Draw(2) == 0 ? kInstance : kOther;
    rig.target = EcsTarget{kCluster, instance_};
  }

  // Only while something of ours is there: what was there first is somebody else's.
  void Meddle() {
    FakeEcs::Attributes& held = rig.ecs.Of(instance_);
    if (held.empty()) {
      return;
    }
    switch (Draw(3)) {
      case 0:
        held.clear();
        return;
      case 1:
        held["neuron.free-set"] = "_00_15_";
        return;
      default:
        held["neuron.free-chips"] = "16";
        held["neuron.gen"] = "7f3a-000001-1794000000";
    }
  }

  const TemporaryDirectory directory_;
  const HandoverFile handover_file_{directory_.Path("handover"), "7f3a-boot"};
  std::mt19937 engine_;
  std::string instance_ = kInstance;
};

TEST(EcsPublisherModel, MakesEcsHoldTheTruthOnceFaultsEnd) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
    }
    history.See();
    history.EndFaults();
    const std::vector<DesiredAttribute>& wanted = history.rig.state().wanted;
    ASSERT_EQ(wanted.size(), 7u);
    for (const DesiredAttribute& one : wanted) {
      const std::string held = history.Held(one.name.substr(7));
      if (one.kind == AttributeKind::kGeneration) {
        ASSERT_FALSE(held.empty()) << "seed " << seed;
      } else {
        ASSERT_EQ(held, one.value) << "seed " << seed << ", " << one.name;
      }
    }
    ASSERT_EQ(history.rig.state().problem, absl::OkStatus()) << "seed " << seed;
    ASSERT_TRUE(history.rig.state().audit.problem.ok()) << "seed " << seed;
  }
}

TEST(EcsPublisherModel, WritesNothingWhenNothingChanged) {
  for (unsigned seed = 0; seed < kSeeds / 3; ++seed) {
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
    }
    history.See();
    history.EndFaults();
    const std::size_t calls = history.rig.ecs.calls().size();
    for (int minute = 0; minute < 240; ++minute) {
      history.rig.See(history.free);
      history.rig.clock.Advance(absl::Minutes(1));
    }
    ASSERT_EQ(history.rig.ecs.calls().size(), calls) << "seed " << seed;
  }
}

TEST(EcsPublisherModel, NeverMakesLessWaitForQuiet) {
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    History history(seed);
    for (int step = 0; step < kSteps; ++step) {
      history.Step();
    }
    history.EndFaults();
    history.rig.See({0, 1, 2, 3});
    history.rig.clock.Advance(absl::Minutes(10));
    for (const ChipSet free : {ChipSet{0, 1, 3}, ChipSet{0, 3}, ChipSet{3}}) {
      history.rig.See(free);
      // Two calls at most, one that was under way and this, and what is gathered between.
      history.rig.clock.Advance(absl::Milliseconds(75));
      ASSERT_EQ(history.Held("free-chips"), "0" + std::to_string(free.size())) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace neuron
