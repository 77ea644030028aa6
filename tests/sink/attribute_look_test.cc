#include "agent/sink/attribute_look.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

constexpr absl::Duration kDeadline = absl::Seconds(2);
const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/a"};

class AttributeLookTest : public testing::Test {
 protected:
  AttributeLookTest() {
    ecs_.Of(kTarget.container_instance_arn) = {{"neuron.fits", "_01_"}};
    look_ = std::make_unique<AttributeLook>(
        client_.get(), kTarget, &clock_, kDeadline,
        [this](const absl::StatusOr<std::vector<EcsAttribute>>& held) {
          answers_.push_back(held);
          if (ends_itself_) {
            look_ = nullptr;
          }
        });
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  std::vector<absl::StatusOr<std::vector<EcsAttribute>>> answers_;
  bool ends_itself_ = false;
  std::unique_ptr<AttributeLook> look_;
};

TEST_F(AttributeLookTest, SaysOnceWhatEcsHolds) {
  EXPECT_TRUE(answers_.empty());
  clock_.Advance(2 * kDeadline);
  ASSERT_EQ(answers_.size(), 1u);
  ASSERT_TRUE(answers_[0].ok());
  EXPECT_EQ(answers_[0]->back(), (EcsAttribute{"neuron.fits", "_01_"}));
}

TEST_F(AttributeLookTest, SaysWhyEcsRefuses) {
  ecs_.FailLooks(EcsErrorKind::kAccessDenied);
  clock_.Advance(2 * kDeadline);
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_[0].status(), absl::UnavailableError("ECS says no"));
}

TEST_F(AttributeLookTest, MayBeEndedByItsAnswer) {
  ends_itself_ = true;
  clock_.Advance(2 * kDeadline);
  EXPECT_EQ(answers_.size(), 1u);
}

TEST_F(AttributeLookTest, IsSilentOnceItIsGone) {
  look_ = nullptr;
  clock_.Advance(2 * kDeadline);
  EXPECT_TRUE(answers_.empty());
}

TEST(AttributeLook, GivesUpAtTheDeadline) {
  FakeClock clock;
  FakeEcs ecs(&clock);
  ecs.set_silent(true);
  const std::unique_ptr<EcsClient> client = ecs.MakeClient();
  std::vector<absl::Status> answers;
  const AttributeLook look(client.get(), kTarget, &clock, kDeadline,
                           [&](const auto& held) { answers.push_back(held.status()); });
  clock.Advance(kDeadline - absl::Milliseconds(1));
  EXPECT_TRUE(answers.empty());
  clock.Advance(absl::Milliseconds(1));
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0].code(), absl::StatusCode::kDeadlineExceeded);
}

}  // namespace
}  // namespace neuron
