#include "tests/bench/fleet_sim/ecs_account.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class EcsAccountTest : public testing::Test {
 protected:
  // So many writes of hosts at once.
  void Write(int calls) {
    for (int i = 0; i < calls; ++i) {
      clients_.push_back(account_.MakeClient(0));
      clients_.back()->PutAttributes({}, {{"a", "1"}}, [this](const auto& error) {
        answers_.push_back(error);
        answered_at_ = clock_.Monotonic();
      });
    }
  }
  int Refused(EcsErrorKind kind) const {
    int refused = 0;
    for (const auto& answer : answers_) {
      refused += answer.has_value() && answer->kind == kind ? 1 : 0;
    }
    return refused;
  }

  FakeClock clock_;
  std::vector<EcsAttribute> shown_;
  EcsAccount account_{
      2, &clock_, 1, [this](std::size_t, const std::vector<EcsAttribute>& held) { shown_ = held; }};
  std::vector<std::unique_ptr<EcsClient>> clients_;
  std::vector<absl::optional<EcsError>> answers_;
  absl::Duration answered_at_;
};

TEST_F(EcsAccountTest, AnswersLaterAndHoldsWhatWasPut) {
  Write(1);
  clock_.Advance(absl::Milliseconds(29));
  EXPECT_TRUE(answers_.empty());
  clock_.Advance(absl::Milliseconds(51));
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_[0], absl::nullopt);
  EXPECT_EQ(shown_, (std::vector<EcsAttribute>{{"a", "1"}}));
}

TEST_F(EcsAccountTest, ReplacesAndDeletesByName) {
  const std::unique_ptr<EcsClient> client = account_.MakeClient(1);
  const auto ignore = [](const auto&) {};
  client->PutAttributes({}, {{"a", "1"}, {"b", "2"}}, ignore);
  clock_.Advance(absl::Seconds(1));
  client->PutAttributes({}, {{"b", "3"}}, ignore);
  clock_.Advance(absl::Seconds(1));
  client->DeleteAttributes({}, {"a"}, ignore);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(shown_, (std::vector<EcsAttribute>{{"b", "3"}}));
  std::vector<EcsAttribute> listed;
  client->ListAttributes(
      {}, [&](const auto& answer) { listed = absl::get<std::vector<EcsAttribute>>(answer); });
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(listed, shown_);
}

TEST_F(EcsAccountTest, ThrottlesWhatIsMoreThanItsBucketHolds) {
  Write(150);
  clock_.Advance(absl::Milliseconds(80));
  EXPECT_GE(Refused(EcsErrorKind::kThrottled), 47);
  EXPECT_LE(Refused(EcsErrorKind::kThrottled), 50);
  answers_.clear();
  clock_.Advance(absl::Seconds(1));
  Write(60);
  clock_.Advance(absl::Seconds(1));
  EXPECT_LE(Refused(EcsErrorKind::kThrottled), 20);
  EXPECT_GE(Refused(EcsErrorKind::kThrottled), 14);
}

TEST_F(EcsAccountTest, WritesAndRunTaskEmptyOneBucketAndReadsAnother) {
  Write(100);
  clock_.Advance(absl::Milliseconds(80));
  int run = 0;
  while (account_.RunTask()) {
    ++run;
  }
  EXPECT_LE(run, 3);
  const std::unique_ptr<EcsClient> client = account_.MakeClient(0);
  bool listed = false;
  client->ListAttributes({}, [&](const auto& answer) { listed = answer.index() == 0; });
  clock_.Advance(absl::Milliseconds(80));
  EXPECT_TRUE(listed);
}

TEST_F(EcsAccountTest, FailsEverythingWhileItIsDown) {
  account_.set_down(true);
  Write(3);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Refused(EcsErrorKind::kRetry), 3);
  EXPECT_FALSE(account_.RunTask());
  account_.set_down(false);
  EXPECT_TRUE(account_.RunTask());
}

TEST_F(EcsAccountTest, CountsWhoCalled) {
  Write(2);
  account_.RunTask();
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(account_.writes().Between(absl::ZeroDuration(), absl::Hours(1)).granted, 2u);
  EXPECT_EQ(account_.run_tasks().Between(absl::ZeroDuration(), absl::Hours(1)).granted, 1u);
  EXPECT_EQ(account_.reads().Between(absl::ZeroDuration(), absl::Hours(1)).granted, 0u);
}

}  // namespace
}  // namespace neuron
