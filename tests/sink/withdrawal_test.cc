#include "agent/sink/withdrawal.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
constexpr absl::Duration kDeadline = absl::Seconds(5);

class WithdrawalTest : public testing::Test {
 protected:
  WithdrawalTest() {
    ecs_.Of(kInstance) = {{"neuron.free-set", "_00_01_"}, {"neuron.health", "ok"}, {"theirs", "x"}};
  }

  void Run(OnStop on_stop = OnStop::kWithdraw) {
    EcsPublisher::Options options;
    options.boot_tag = "7f3a";
    options.on_stop = on_stop;
    options.handover_file = handover_file_;
    withdrawal_ = std::make_unique<Withdrawal>(
        std::move(options),
        [this](auto found) {
          answers_.push_back(clock_.CallAfter(
              absl::ZeroDuration(), [this, found = std::move(found)] { found(target_); }));
        },
        [this](const EcsTarget&) -> absl::StatusOr<std::unique_ptr<EcsClient>> {
          return ecs_.MakeClient();
        },
        &clock_, [] { return 0.5; });
    withdrawal_->Run(kDeadline, [this](const absl::Status& status) {
      done_.push_back(status);
      took_ = clock_.Monotonic() - began_;
    });
    EXPECT_TRUE(done_.empty()) << "later";
    clock_.Advance(absl::Minutes(1));
    ASSERT_EQ(done_.size(), 1u) << "once";
  }

  TemporaryDirectory directory_;
  const HandoverFile handover_file_{directory_.Path("handover"), "7f3a-boot"};
  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  absl::StatusOr<EcsTarget> target_ = EcsTarget{"prod", kInstance};
  std::vector<std::unique_ptr<Alarm>> answers_;
  const absl::Duration began_ = clock_.Monotonic();
  absl::Duration took_;
  std::vector<absl::Status> done_;
  std::unique_ptr<Withdrawal> withdrawal_;
};

TEST_F(WithdrawalTest, GoesOnFromNothingThatAnAgentKept) {
  ecs_.Of(kInstance)["neuron.gen"] = "7f3a-000005-1795000000";
  handover_file_.Leave({{"prod", kInstance}, "7f3a-000005-1795000000"});
  Run();
  EXPECT_EQ(ecs_.Of(kInstance)["neuron.free-set"], "_none_");
}

TEST_F(WithdrawalTest, TakesBackWhatWasPromised) {
  Run();
  EXPECT_EQ(done_[0], absl::OkStatus());
  EXPECT_EQ(ecs_.Of(kInstance)["neuron.free-set"], "_none_");
  EXPECT_EQ(ecs_.Of(kInstance)["neuron.health"], "unknown");
  EXPECT_EQ(ecs_.Of(kInstance)["theirs"], "x");
  EXPECT_LT(took_, absl::Seconds(1));
}

TEST_F(WithdrawalTest, DeletesIfToldSo) {
  Run(OnStop::kDelete);
  EXPECT_EQ(done_[0], absl::OkStatus());
  EXPECT_EQ(ecs_.Of(kInstance), (FakeEcs::Attributes{{"theirs", "x"}}));
}

TEST_F(WithdrawalTest, LeavesAloneWhatIsSomebodyElses) {
  for (const OnStop on_stop : {OnStop::kWithdraw, OnStop::kDelete}) {
    done_.clear();
    ecs_.Of(kInstance)["neuron.fits"] = "large";
    Run(on_stop);
    EXPECT_EQ(done_[0], absl::OkStatus());
    EXPECT_EQ(ecs_.Of(kInstance)["neuron.fits"], "large");
  }
}

TEST_F(WithdrawalTest, SaysWhyEcsRefusesToDelete) {
  // After the withdrawal, and before the answer to the deletion.
  const auto spoil = clock_.CallAfter(absl::Milliseconds(25),
                                      [this] { ecs_.FailAlways(EcsErrorKind::kAccessDenied); });
  Run(OnStop::kDelete);
  EXPECT_EQ(done_[0], absl::UnavailableError("ECS says no"));
}

TEST_F(WithdrawalTest, TriesAgainWithinTheDeadline) {
  ecs_.FailNext(EcsErrorKind::kRetry);
  ecs_.FailNext(EcsErrorKind::kRetry);
  Run();
  EXPECT_EQ(done_[0], absl::OkStatus());
  EXPECT_EQ(ecs_.Of(kInstance)["neuron.free-set"], "_none_");
}

TEST_F(WithdrawalTest, SaysAtTheDeadlineWhatStoodInTheWay) {
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  Run();
  EXPECT_EQ(done_[0].code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_TRUE(absl::StrContains(done_[0].message(), "within 5s: ECS says no")) << done_[0];
  EXPECT_EQ(took_, kDeadline);
}

TEST_F(WithdrawalTest, FailsWhereNobodyKnowsWhoThisHostIs) {
  target_ = absl::UnavailableError("the ECS agent is down");
  Run();
  EXPECT_TRUE(absl::StrContains(done_[0].message(), "the ECS agent is down")) << done_[0];
}

TEST_F(WithdrawalTest, SaysThatEcsDoesNotAnswerToTheDeletion) {
  // The withdrawal passes, the deletion does not.
  const auto spoil = clock_.CallAfter(absl::Milliseconds(15), [this] { ecs_.set_silent(true); });
  Run(OnStop::kDelete);
  EXPECT_EQ(done_[0].code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ecs_.Of(kInstance)["neuron.free-set"], "_none_");
}

}  // namespace
}  // namespace neuron
