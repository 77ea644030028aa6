#include "agent/sink/drain_grounds.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

ChipHealth BadBy(const std::vector<SignSource>& sources, Ailment ailment = Ailment::kDmaAbort) {
  ChipHealth health = HealthOf(Verdict::kBad, Word(ailment), "something was read");
  for (const SignSource source : sources) {
    Sign sign;
    sign.ailment = ailment;
    sign.source = source;
    health.signs.push_back(sign);
  }
  return health;
}

ChipHealth Proven() { return BadBy({SignSource::kSysfs, SignSource::kKernelLog}); }

// An impaired host of as many chips as there are verdicts.
class DrainGroundsTest : public testing::Test {
 protected:
  DrainGrounds Find(const std::vector<ChipHealth>& chips) const {
    Snapshot snapshot;
    snapshot.health = health_;
    snapshot.inventory = std::make_shared<Inventory>(inventory_);
    for (const ChipHealth& health : chips) {
      ChipState chip;
      chip.index = static_cast<int>(snapshot.chips.size());
      chip.health = health;
      snapshot.chips.push_back(std::move(chip));
    }
    return FindDrainGrounds(snapshot);
  }

  void Miss(Reading<std::string> bound_to) {
    PciFunction function = ExamplePci(0);
    function.bound_to = std::move(bound_to);
    inventory_.missing.push_back({function, "for some reason"});
  }

  // Of something that proves nothing.
  void ExpectDoubt(const std::vector<ChipHealth>& chips, const std::string& why) const {
    const DrainGrounds grounds = Find(chips);
    EXPECT_FALSE(grounds.is_proven);
    EXPECT_TRUE(absl::StrContains(grounds.why, why)) << grounds.why;
  }

  NodeHealth health_ = NodeHealth::kImpaired;
  Inventory inventory_;
};

TEST_F(DrainGroundsTest, AreProvenByTwoSourcesForEachChip) {
  const DrainGrounds grounds = Find({Proven(), Proven(), Proven()});
  EXPECT_EQ(grounds.health, NodeHealth::kImpaired);
  EXPECT_TRUE(grounds.is_proven);
  EXPECT_EQ(grounds.why,
            "neuron0 is bad (dma_abort by sysfs and kernel_log), 2 more by two sources");
}

TEST_F(DrainGroundsTest, AreOfAnImpairedHostOnly) {
  for (const NodeHealth health : {NodeHealth::kOk, NodeHealth::kDegraded, NodeHealth::kUnknown}) {
    health_ = health;
    const DrainGrounds grounds = Find({Proven()});
    EXPECT_EQ(grounds.health, health);
    EXPECT_FALSE(grounds.is_proven);
    EXPECT_EQ(grounds.why, "");
  }
}

TEST_F(DrainGroundsTest, AreNotProvenByOneSource) {
  ExpectDoubt({Proven(), BadBy({SignSource::kSysfs}), Proven()},
              "neuron1 is bad (dma_abort) by sysfs alone; it takes two sources");
  ExpectDoubt({BadBy({SignSource::kSysfs, SignSource::kSysfs})}, "by sysfs alone");
}

TEST_F(DrainGroundsTest, AreNotProvenByHearsay) {
  ExpectDoubt({BadBy({SignSource::kKernelLog})}, "by kernel_log alone");
  ExpectDoubt({BadBy({SignSource::kRuntime, SignSource::kKernelLog})},
              "by libnrt and kernel_log alone");
}

TEST_F(DrainGroundsTest, AreNotProvenByASecondSourceOfSomethingElse) {
  ChipHealth health = BadBy({SignSource::kSysfs});
  const ChipHealth other = BadBy({SignSource::kKernelLog}, Ailment::kSramUncorrectable);
  health.signs.push_back(other.signs[0]);
  ExpectDoubt({health}, "by sysfs alone");
}

TEST_F(DrainGroundsTest, AreNotProvenByWhatMayBeOlderThanARepair) {
  ChipHealth health = Proven();
  health.signs[0].weight = SignWeight::kMayBeOld;
  ExpectDoubt({health}, "by kernel_log alone");
}

TEST_F(DrainGroundsTest, AreNotProvenByFlapping) {
  ChipHealth health = Proven();
  health.reason = "flapping";
  ExpectDoubt({health}, "(flapping) by no fresh sign alone");
}

TEST_F(DrainGroundsTest, AreNotProvenWithAChipThatIsUnknown) {
  ExpectDoubt({Proven(), HealthOf(Verdict::kUnknown, "unread", "no answer")},
              "neuron1 is unknown (unread), which is no proof");
}

TEST_F(DrainGroundsTest, AreProvenByPciIfTheDriverHasGone) {
  Miss({});
  Miss({});
  inventory_.expected_chips = 2;
  const DrainGrounds grounds = Find({});
  EXPECT_TRUE(grounds.is_proven);
  EXPECT_EQ(grounds.why, "chips on PCI without a driver: 2");
}

TEST_F(DrainGroundsTest, CountChipsThatAreBadAndThoseThatAreMissingTogether) {
  Miss({});
  inventory_.expected_chips = 2;
  EXPECT_EQ(Find({Proven()}).why,
            "neuron0 is bad (dma_abort by sysfs and kernel_log), chips on PCI without a driver: 1");
  ExpectDoubt({BadBy({SignSource::kSysfs})}, "by sysfs alone");
}

TEST_F(DrainGroundsTest, AreNotProvenIfPciSaysThatADriverHasTheChip) {
  Miss(std::string("neuron-driver"));
  ExpectDoubt({}, "1 of 1 chips are missing");
  inventory_.missing.clear();
  Miss(Reading<std::string>::Unknown(absl::PermissionDeniedError("no")));
  ExpectDoubt({}, "1 of 1 chips are missing");
}

TEST_F(DrainGroundsTest, AreNotProvenIfPciDoesNotShowTheChip) {
  inventory_.expected_chips = 2;
  ExpectDoubt({}, "2 of 2 chips are missing, of which PCI does not say");
  Miss({});
  ExpectDoubt({}, "1 of 2 chips are missing");
  inventory_.missing.push_back(
      {Reading<PciFunction>::Unknown(absl::FailedPreconditionError("which one")), "by count"});
  ExpectDoubt({}, "1 of 2 chips are missing");
}

}  // namespace
}  // namespace neuron
