#include "agent/sink/attribute_auditor.h"

#include <string>
#include <vector>

#include "agent/sink/attribute_audit.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
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
    return {[this] { return written_; },
            [this](bool is_stale, const absl::StatusOr<std::vector<EcsAttribute>>& held) {
              stale_.push_back(is_stale);
              held_ = held;
            }};
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  AttributeRoom room_{AttributeNames()};
  GenerationBook ours_{"7f3a"};
  absl::optional<AttributeAuditor::Written> written_;
  std::vector<bool> stale_;
  absl::StatusOr<std::vector<EcsAttribute>> held_ = absl::UnknownError("not asked");
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

TEST_F(AttributeAuditorTest, HandsOnWhatEcsHolds) {
  ecs_.Of(kInstance)["neuron.fits"] = "_01_";
  Adopt();
  EXPECT_EQ(ValueOf(*held_, "neuron.fits"), std::string("_01_"));
  ecs_.FailLooks(EcsErrorKind::kAccessDenied);
  clock_.Advance(kPause + kCall);
  EXPECT_FALSE(held_.ok());
}

TEST_F(AttributeAuditorTest, SaysWhatIsOthersAndWhenItAsksNext) {
  ecs_.Of(kInstance)["neuron.fits"] = "large";
  Adopt();
  EXPECT_EQ(auditor_.state().others, std::vector<std::string>{"neuron.fits"});
  const absl::Time next_at = *auditor_.state().next_at;
  EXPECT_EQ(next_at - *auditor_.state().asked_at, kPause);
  clock_.Advance(next_at - clock_.Now() - absl::Milliseconds(1));
  EXPECT_EQ(ecs_.looks().size(), 1u);
  clock_.Advance(kCall);
  EXPECT_EQ(ecs_.looks().size(), 2u);
}

TEST_F(AttributeAuditorTest, AsksNothingAfterStop) {
  Adopt();
  auditor_.Stop();
  clock_.Advance(2 * kPause);
  EXPECT_EQ(ecs_.looks().size(), 1u);
  EXPECT_EQ(stale_.size(), 1u);
}

}  // namespace
}  // namespace neuron
