#include "agent/datastore/attach_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using Version = Reading<DriverVersion>;

class AttachPolicyTest : public testing::Test {
 protected:
  AttachPolicyTest() {
    chip_.type = ChipType::kTrainium1;
    chip_.tree = std::make_shared<const TreeIndex>(TreeIndex::Walk(tree_.Path("neuron3")).value());
    conditions_.unchanged_for = absl::Seconds(1);
    conditions_.reset_state = ResetState::kReady;
    conditions_.holders = 1;
    conditions_.held_for = absl::Seconds(10);
  }

  // Why it may not attach; empty if it may.
  std::string WhyNot() const {
    const absl::Status status = MayAttach(chip_, generation_, conditions_);
    EXPECT_TRUE(status.ok() || absl::IsFailedPrecondition(status)) << status;
    return std::string(status.message());
  }

  const FakeTree tree_{{Dir("neuron3", {Dir("stats", {Dir("power", {File("utilization", "")})})})}};
  Chip chip_;
  Version generation_ = DriverVersion{2, 24, 7, 0};
  AttachConditions conditions_;
};

TEST_F(AttachPolicyTest, AllowsAChipThatIsHeldAndReady) { EXPECT_EQ(WhyNot(), ""); }

TEST_F(AttachPolicyTest, SparesTheChipWhereSysfsSaysTheSame) {
  generation_ = DriverVersion{2, 29, 0, 0};
  EXPECT_EQ(WhyNot(), "");
  generation_ = DriverVersion{2, 30, 0, 0};
  EXPECT_THAT(WhyNot(), HasSubstr("in sysfs"));
  generation_ = Version::Unknown(absl::UnavailableError("?"));
  EXPECT_THAT(WhyNot(), HasSubstr("version is not known"));
  generation_ = Version::Absent();
  EXPECT_THAT(WhyNot(), HasSubstr("version is not known"));
}

TEST_F(AttachPolicyTest, SparesInferentiaAndWhatMayBeInferentia) {
  chip_.type = ChipType::kInferentia;
  EXPECT_THAT(WhyNot(), HasSubstr("Inferentia"));
  chip_.type = Reading<ChipType>::Unknown(absl::UnavailableError("?"));
  EXPECT_THAT(WhyNot(), HasSubstr("type is not known"));
  for (const ChipType type : {ChipType::kInferentia2, ChipType::kTrainium2, ChipType::kTrainium3}) {
    chip_.type = type;
    EXPECT_EQ(WhyNot(), "");
  }
}

TEST_F(AttachPolicyTest, WaitsUntilTheChipIsSetUp) {
  conditions_.unchanged_for = absl::Milliseconds(999);
  EXPECT_THAT(WhyNot(), HasSubstr("setting the chip up"));
}

TEST_F(AttachPolicyTest, NeverWaitsInTheKernelForAReset) {
  for (const ResetState state : {ResetState::kResetting, ResetState::kInvalid}) {
    conditions_.reset_state = state;
    EXPECT_THAT(WhyNot(), HasSubstr("in reset"));
  }
  conditions_.reset_state = Reading<ResetState>::Unknown(absl::PermissionDeniedError("?"));
  EXPECT_THAT(WhyNot(), HasSubstr("not known whether"));
  conditions_.reset_state = Reading<ResetState>::Absent();
  EXPECT_THAT(WhyNot(), HasSubstr("not known whether"));
}

TEST_F(AttachPolicyTest, NeedsAHolderThatHasHadTheChipForAWhile) {
  conditions_.held_for = absl::Milliseconds(9999);
  EXPECT_THAT(WhyNot(), HasSubstr("just begun"));
  conditions_.holders = 0;
  EXPECT_THAT(WhyNot(), HasSubstr("nobody holds"));
}

TEST_F(AttachPolicyTest, LeavesFourSlotsToOthers) {
  conditions_.holders = 11;
  EXPECT_EQ(WhyNot(), "");
  conditions_.holders = 12;
  EXPECT_THAT(WhyNot(), HasSubstr("12 of its 16 process slots"));
  generation_ = DriverVersion{2, 18, 11, 0};
  conditions_.holders = 3;
  EXPECT_EQ(WhyNot(), "");
  conditions_.holders = 4;
  EXPECT_THAT(WhyNot(), HasSubstr("4 of its 8 process slots"));
}

}  // namespace
}  // namespace neuron
