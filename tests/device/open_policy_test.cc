#include "agent/device/open_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

Chip ChipOf(const FakeTree& tree) {
  Chip chip;
  chip.index = 3;
  chip.tree = std::make_shared<const TreeIndex>(TreeIndex::Walk(tree.Path("neuron3")).value());
  return chip;
}

FakeNode CoreWith(int core, const std::string& counter) {
  return Dir("neuron_core" + std::to_string(core), {Dir(counter, {File("total", "0\n")})});
}

// A Trainium1 of 2.10: nothing comes after its two cores.
FakeTree OldChip(std::vector<FakeNode> cores) {
  return FakeTree({Dir("neuron3", std::move(cores))});
}

Chip TypedChipOf(const FakeTree& tree) {
  Chip chip = ChipOf(tree);
  chip.type = ChipType::kTrainium1;
  return chip;
}

// A chip with the directory that the driver makes last, and one of a driver without it.
class OpenPolicyTest : public testing::Test {
 protected:
  const FakeTree with_last_{
      {Dir("neuron3", {Dir("stats", {Dir("power", {File("utilization", "")})})})}};
  const FakeTree without_last_{{Dir("neuron3", {Dir("stats", {})})}};
  const Chip with_ = ChipOf(with_last_);
  const Chip without_ = ChipOf(without_last_);
};

TEST_F(OpenPolicyTest, FindsTheLastDirectoryWhereverTheDriverMovedIt) {
  const FakeTree moved(
      {Dir("neuron3", {Dir("metrics", {Dir("power", {File("utilization", "")})})})});
  EXPECT_TRUE(IsSetUp(ChipOf(moved), absl::Seconds(1)));
}

bool IsSettledAfterASecond(const Chip& chip) {
  EXPECT_TRUE(IsSetUp(chip, absl::Seconds(10)));
  EXPECT_FALSE(IsSetUp(chip, absl::Milliseconds(999)));
  return IsSetUp(chip, absl::Seconds(1));
}

TEST_F(OpenPolicyTest, TakesTheHighestCoreForTheLastDirectoryOfDriversBefore2_21) {
  const FakeTree whole = OldChip({CoreWith(0, "success"), CoreWith(1, "success")});
  EXPECT_TRUE(IsSettledAfterASecond(TypedChipOf(whole)));
  // Of an unknown type, any core may be the highest.
  EXPECT_FALSE(IsSettledAfterASecond(ChipOf(whole)));
  const FakeTree half = OldChip({CoreWith(0, "success")});
  EXPECT_FALSE(IsSettledAfterASecond(TypedChipOf(half)));
  const FakeTree unfilled = OldChip({CoreWith(0, "success"), Dir("neuron_core1", {})});
  EXPECT_FALSE(IsSettledAfterASecond(TypedChipOf(unfilled)));
}

TEST_F(OpenPolicyTest, WaitsForThePowerDirectoryOfDriversFrom2_21On) {
  const FakeTree tree = OldChip({CoreWith(0, "nc_time_in_use"), CoreWith(1, "nc_time_in_use")});
  EXPECT_FALSE(IsSettledAfterASecond(TypedChipOf(tree)));
}

TEST_F(OpenPolicyTest, IsSetUpOneSecondAfterTheLastDirectory) {
  EXPECT_FALSE(IsSetUp(with_, absl::ZeroDuration()));
  EXPECT_FALSE(IsSetUp(with_, absl::Milliseconds(999)));
  EXPECT_TRUE(IsSetUp(with_, absl::Seconds(1)));
}

TEST_F(OpenPolicyTest, IsSetUpAfterTenQuietSecondsWhereTheDriverMakesNoSuchDirectory) {
  EXPECT_FALSE(IsSetUp(without_, absl::Seconds(1)));
  EXPECT_FALSE(IsSetUp(without_, absl::Milliseconds(9999)));
  EXPECT_TRUE(IsSetUp(without_, absl::Seconds(10)));
}

TEST_F(OpenPolicyTest, IsNeverSetUpWithoutATree) {
  EXPECT_FALSE(IsSetUp(Chip(), absl::InfiniteDuration()));
}

Inventory On(Reading<std::string> instance_type) {
  Inventory inventory;
  inventory.instance_type = std::move(instance_type);
  return inventory;
}

TEST_F(OpenPolicyTest, MayOpenByTable) {
  const auto unknown = Reading<std::string>::Unknown(absl::DataLossError("x"));
  const auto absent = Reading<std::string>::Absent();
  const auto type = [](const char* name) { return Reading<std::string>(name); };
  const struct {
    Reading<std::string> instance_type;
    bool may_be_held;
    bool may_open;
  } cases[] = {
      {type("trn1.32xlarge"), false, true},
      {type("trn1.32xlarge"), true, true},
      {type("trn2.48xlarge"), true, true},
      {type("trn2u.48xlarge"), false, true},
      {type("trn2u.48xlarge"), true, false},
      {type("trn3p.48xlarge"), true, false},
      {type("trn9x.48xlarge"), true, false},
      {type("trn9x.48xlarge"), false, true},
      {type("inf9.48xlarge"), true, true},
      {absent, true, true},
      {unknown, false, true},
      {unknown, true, false},
  };
  for (const auto& c : cases) {
    const Inventory inventory = On(c.instance_type);
    const absl::Status status = MayOpen(inventory, with_, {absl::Seconds(1), c.may_be_held});
    EXPECT_EQ(status.ok(), c.may_open) << status;
    // Whatever the host, not before it is set up.
    EXPECT_FALSE(MayOpen(inventory, with_, {absl::Milliseconds(999), c.may_be_held}).ok());
  }
}

TEST_F(OpenPolicyTest, SaysWhatItWaitsFor) {
  const absl::Status early =
      MayOpen(On(std::string("trn1.32xlarge")), without_, {absl::Seconds(2), false});
  EXPECT_EQ(early.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(early.message()), HasSubstr("10s"));
  const absl::Status held =
      MayOpen(On(std::string("trn2u.48xlarge")), with_, {absl::Seconds(2), true});
  EXPECT_EQ(held.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(held.message()), HasSubstr("no process holds one"));
}

TEST_F(OpenPolicyTest, SupposesThatChipsAreHeldUntilToldOtherwise) {
  EXPECT_FALSE(MayOpen(On(std::string("trn2u.48xlarge")), with_, {absl::Seconds(2)}).ok());
}

}  // namespace
}  // namespace neuron
