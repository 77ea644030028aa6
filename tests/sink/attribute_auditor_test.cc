#include "agent/sink/attribute_auditor.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
constexpr char kOther[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/b";
// At the jitter of these tests.
constexpr absl::Duration kPause = absl::Minutes(30);
constexpr absl::Duration kCall = absl::Milliseconds(20);

class AttributeAuditorTest : public testing::Test {
 protected:
  void Adopt() {
    auditor_.Adopt(client_.get(), {"prod", kInstance});
    clock_.Advance(kCall);
  }
  // ECS was told this, as far as we know.
  void Write(const std::string& health) {
    written_ = AttributeAuditor::Written{
        {{AttributeKind::kHealth, "neuron.health", health, ""},
         {AttributeKind::kGeneration, "neuron.gen", ours_.Next(clock_.Now()), ""}},
        clock_.Now()};
  }
  void Hold() {
    for (const DesiredAttribute& one : written_->attributes) {
      ecs_.Of(kInstance)[one.name] = one.value;
    }
  }
  AttributeAuditor::Links Links() {
    return {[this](auto found) {
              answers_.push_back(clock_.CallAfter(
                  absl::ZeroDuration(), [this, found = std::move(found)] { found(target_); }));
            },
            [this] { return written_; },
            [this](const EcsTarget& target) { moved_.push_back(target.container_instance_arn); },
            [this](bool is_stale) { stale_.push_back(is_stale); }};
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  absl::StatusOr<EcsTarget> target_ = EcsTarget{"prod", kInstance};
  std::vector<std::unique_ptr<Alarm>> answers_;
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  AttributeRoom room_{AttributeNames()};
  GenerationBook ours_{"7f3a"};
  absl::optional<AttributeAuditor::Written> written_;
  std::vector<std::string> moved_;
  std::vector<bool> stale_;
  AttributeAuditor auditor_{AttributeNames(), &room_, &ours_, Links(), &clock_, [] { return 0.5; }};
};

TEST_F(AttributeAuditorTest, LooksWhenAnInstanceBecomesOurs) {
  EXPECT_FALSE(auditor_.has_looked());
  ecs_.Of(kInstance)["neuron.fits"] = "large";
  Adopt();
  EXPECT_TRUE(auditor_.has_looked());
  EXPECT_EQ(room_.others(), std::vector<AttributeKind>{AttributeKind::kFits});
  EXPECT_EQ(stale_.size(), 1u);
}

TEST_F(AttributeAuditorTest, HasLookedAfterAFailureToo) {
  ecs_.FailLooks(EcsErrorKind::kAccessDenied);
  Adopt();
  EXPECT_TRUE(auditor_.has_looked());
  EXPECT_FALSE(auditor_.state().problem.ok());
  EXPECT_EQ(stale_, std::vector<bool>{false});
}

TEST_F(AttributeAuditorTest, TakesNothingForOthersThatCameLater) {
  Adopt();
  ecs_.Of(kInstance)["neuron.fits"] = "large";
  clock_.Advance(kPause + kCall);
  EXPECT_TRUE(room_.others().empty());
}

TEST_F(AttributeAuditorTest, SaysWhetherWhatWasWrittenIsStillThere) {
  Adopt();
  Write("ok");
  Hold();
  clock_.Advance(kPause + kCall);
  ecs_.Of(kInstance)["neuron.health"] = "degraded";
  clock_.Advance(kPause + kCall);
  EXPECT_EQ(stale_, (std::vector<bool>{false, false, true}));
  EXPECT_EQ(auditor_.state().repairs, 1u);
}

TEST_F(AttributeAuditorTest, LooksAgainSoonAfterAWriteOvertookIt) {
  Adopt();
  Write("ok");
  clock_.Advance(kPause - absl::Milliseconds(5));
  Write("degraded");
  clock_.Advance(kCall);
  EXPECT_EQ(ecs_.looks().size(), 2u);
  EXPECT_EQ(auditor_.state().repairs, 0u);
  Hold();
  clock_.Advance(absl::Minutes(1) + kCall);
  EXPECT_EQ(ecs_.looks().size(), 3u);
  EXPECT_EQ(stale_, (std::vector<bool>{false, false, false}));
}

TEST_F(AttributeAuditorTest, SaysThatThisHostIsAnotherInstance) {
  Adopt();
  target_ = EcsTarget{"prod", kOther};
  clock_.Advance(kPause + kCall);
  EXPECT_EQ(moved_, std::vector<std::string>{kOther});
  EXPECT_EQ(ecs_.looks().size(), 1u);
}

TEST_F(AttributeAuditorTest, AsksNothingAfterStop) {
  Adopt();
  auditor_.Stop();
  clock_.Advance(2 * kPause);
  EXPECT_EQ(ecs_.looks().size(), 1u);
  EXPECT_EQ(stale_.size(), 1u);
}

TEST_F(AttributeAuditorTest, DoesNotLookWhenItIsStoppedWhileItAsksWhoThisHostIs) {
  Adopt();
  clock_.Advance(kPause - kCall);
  const auto stop = clock_.CallAfter(absl::ZeroDuration(), [this] { auditor_.Stop(); });
  clock_.Advance(kCall);
  EXPECT_EQ(ecs_.looks().size(), 1u);
}

}  // namespace
}  // namespace neuron
