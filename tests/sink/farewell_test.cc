#include "agent/sink/farewell.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

constexpr absl::Duration kDeadline = absl::Seconds(2);
const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/a"};

class FarewellTest : public testing::Test {
 protected:
  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  std::vector<absl::Status> done_;
  Farewell farewell_{&clock_, kDeadline,
                     [this](const absl::Status& status) { done_.push_back(status); }};
};

TEST_F(FarewellTest, PutsWhatIsWithdrawn) {
  farewell_.Withdraw(client_.get(), kTarget,
                     {{AttributeKind::kFits, "neuron.fits", "_none_", "stopped"}});
  EXPECT_TRUE(done_.empty());
  clock_.Advance(kDeadline);
  EXPECT_EQ(done_, std::vector<absl::Status>{absl::OkStatus()});
  EXPECT_EQ(ecs_.Of(kTarget.container_instance_arn)["neuron.fits"], "_none_");
}

TEST_F(FarewellTest, DeletesByName) {
  ecs_.Of(kTarget.container_instance_arn) = {{"neuron.fits", "_01_"}, {"theirs", "x"}};
  farewell_.Delete(client_.get(), kTarget, {"neuron.fits"});
  clock_.Advance(kDeadline);
  EXPECT_EQ(done_, std::vector<absl::Status>{absl::OkStatus()});
  EXPECT_EQ(ecs_.Of(kTarget.container_instance_arn), (FakeEcs::Attributes{{"theirs", "x"}}));
}

TEST_F(FarewellTest, IsDoneAtOnceWithNothingToSay) {
  farewell_.Withdraw(client_.get(), kTarget, {});
  EXPECT_EQ(done_, std::vector<absl::Status>{absl::OkStatus()});
  EXPECT_TRUE(ecs_.calls().empty());
}

TEST_F(FarewellTest, DeletesNothingWithoutNames) {
  farewell_.Delete(client_.get(), kTarget, {});
  EXPECT_EQ(done_.size(), 1u);
  EXPECT_TRUE(ecs_.calls().empty());
}

TEST_F(FarewellTest, SaysWhyEcsRefuses) {
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  farewell_.Delete(client_.get(), kTarget, {"neuron.fits"});
  clock_.Advance(kDeadline);
  EXPECT_EQ(done_, std::vector<absl::Status>{absl::UnavailableError("ECS says no")});
}

TEST_F(FarewellTest, EndsAtTheDeadlineWithoutAnAnswer) {
  ecs_.set_silent(true);
  farewell_.Delete(client_.get(), kTarget, {"neuron.fits"});
  clock_.Advance(kDeadline - absl::Milliseconds(1));
  EXPECT_TRUE(done_.empty());
  clock_.Advance(absl::Milliseconds(1));
  ASSERT_EQ(done_.size(), 1u);
  EXPECT_EQ(done_[0].code(), absl::StatusCode::kDeadlineExceeded);
}

TEST_F(FarewellTest, SaysNothingAfterTheDeadline) {
  clock_.Advance(kDeadline);
  farewell_.Delete(client_.get(), kTarget, {"neuron.fits"});
  farewell_.Withdraw(client_.get(), kTarget, {{AttributeKind::kFits, "neuron.fits", "_none_", ""}});
  clock_.Advance(kDeadline);
  EXPECT_TRUE(ecs_.calls().empty());
  EXPECT_EQ(done_.size(), 1u);
}

}  // namespace
}  // namespace neuron
