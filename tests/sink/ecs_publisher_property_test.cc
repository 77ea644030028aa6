#include <random>

#include "agent/sink/ecs_publisher.h"
#include "gtest/gtest.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {
namespace {

// What holds of EcsPublisher whatever happens: random histories of a host and of ECS.

constexpr EcsErrorKind kKinds[] = {
    EcsErrorKind::kRetry,     EcsErrorKind::kThrottled, EcsErrorKind::kRefetchCredentials,
    EcsErrorKind::kClockSkew, EcsErrorKind::kNotFound,  EcsErrorKind::kAccessDenied,
    EcsErrorKind::kPermanent,
};

class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int Draw(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(engine_); }
  ChipSet DrawChips() { return ChipSet(static_cast<std::uint64_t>(Draw(1 << 16))); }

 private:
  std::mt19937 engine_;
};

void MakeTrouble(Dice* dice, PublisherRig* rig) {
  switch (dice->Draw(6)) {
    case 0:
      rig->ecs.FailNext(kKinds[dice->Draw(7)]);
      break;
    case 1:
      rig->target = absl::UnavailableError("the ECS agent is down");
      break;
    case 2:
      rig->target = EcsTarget{kCluster, dice->Draw(2) == 0 ? kInstance : kOther};
      break;
    default:
      break;
  }
}

TEST(EcsPublisher, MakesEcsHoldWhatIsWantedWhenFaultsEnd) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    Dice dice(seed);
    PublisherRig rig;
    rig.publisher->Start();
    ChipSet free;
    for (int step = 0; step < 30; ++step) {
      MakeTrouble(&dice, &rig);
      rig.random = (1 + dice.Draw(99)) / 100.0;
      free = dice.DrawChips();
      rig.See(free);
      rig.clock.Advance(absl::Milliseconds(dice.Draw(8000)));
    }
    if (!rig.target.ok()) {
      rig.target = EcsTarget{kCluster, kInstance};
    }
    rig.clock.Advance(absl::Hours(1));
    const std::string instance = rig.state().target->container_instance_arn;
    ASSERT_EQ(rig.Held("free-set", instance), rig.state().wanted[0].value) << "seed " << seed;
    ASSERT_EQ(rig.Held("free-chips", instance), rig.state().wanted[3].value) << "seed " << seed;
    ASSERT_EQ(rig.Held("health", instance), "ok") << "seed " << seed;
    ASSERT_EQ(rig.state().problem, absl::OkStatus()) << "seed " << seed;
  }
}

TEST(EcsPublisher, NeverDelaysLessByQuiet) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    Dice dice(seed);
    PublisherRig rig;
    ChipSet free = dice.DrawChips();
    rig.StartAndPublish(free);
    for (int step = 0; step < 10; ++step) {
      free = dice.DrawChips();
      rig.See(free);
      // Two calls at most: one that was under way, and this.
      rig.clock.Advance(absl::Milliseconds(25));
      const std::string held = rig.Held("free-set");
      for (int chip = 0; chip < 16; ++chip) {
        const bool promised = held.find(std::string("_") + (chip < 10 ? "0" : "") +
                                        std::to_string(chip) + "_") != std::string::npos;
        ASSERT_FALSE(promised && !free.Contains(chip)) << "seed " << seed << ", chip " << chip;
      }
      rig.clock.Advance(absl::Seconds(2 + dice.Draw(10)));
    }
  }
}

}  // namespace
}  // namespace neuron
