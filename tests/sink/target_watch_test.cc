#include "agent/sink/target_watch.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class TargetWatchTest : public testing::Test {
 protected:
  FakeClock clock_;
  double random_ = 0.5;
  // What the ECS agent says, after how long, and when it was asked.
  absl::StatusOr<EcsTarget> answer_ = EcsTarget{"prod", "a"};
  absl::Duration latency_;
  std::vector<absl::Duration> asked_;
  std::vector<std::unique_ptr<Alarm>> answers_;
  std::vector<std::string> moved_;
  TargetWatch watch_{[this](auto found) {
                       asked_.push_back(clock_.Monotonic());
                       answers_.push_back(clock_.CallAfter(
                           latency_, [this, found = std::move(found)] { found(answer_); }));
                     },
                     &clock_, [this] { return random_; },
                     [this](const EcsTarget& target) {
                       moved_.push_back(target.container_instance_arn);
                       if (follows_) {
                         watch_.Follow(target);
                       }
                     }};
  bool follows_ = true;
};

TEST_F(TargetWatchTest, AsksNothingBeforeItFollowsAnInstance) {
  clock_.Advance(absl::Hours(1));
  EXPECT_TRUE(asked_.empty());
}

TEST_F(TargetWatchTest, AsksEvery45To75SecondsWhateverTheAnswer) {
  for (const double random : {0.0, 0.999}) {
    asked_.clear();
    random_ = random;
    watch_.Follow({"prod", "a"});
    const absl::Duration began = clock_.Monotonic();
    clock_.Advance(absl::Minutes(4));
    answer_ = absl::UnavailableError("down");
    clock_.Advance(absl::Minutes(4));
    ASSERT_GE(asked_.size(), 6u);
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const absl::Duration pause = asked_[i] - (i == 0 ? began : asked_[i - 1]);
      EXPECT_GE(pause, absl::Seconds(45));
      EXPECT_LE(pause, absl::Seconds(75));
    }
  }
  EXPECT_TRUE(moved_.empty());
}

TEST_F(TargetWatchTest, TellsOfAnotherInstanceOnce) {
  watch_.Follow({"prod", "a"});
  answer_ = EcsTarget{"prod", "b"};
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(moved_, std::vector<std::string>{"b"});
}

TEST_F(TargetWatchTest, TellsOfAnotherClusterToo) {
  watch_.Follow({"prod", "a"});
  answer_ = EcsTarget{"test", "a"};
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(moved_.size(), 1u);
}

TEST_F(TargetWatchTest, TellsAgainUntilThatOneIsFollowed) {
  follows_ = false;
  watch_.Follow({"prod", "a"});
  answer_ = EcsTarget{"prod", "b"};
  clock_.Advance(absl::Minutes(3));
  EXPECT_EQ(moved_.size(), 3u);
}

TEST_F(TargetWatchTest, AsksAndTellsNothingAfterStop) {
  watch_.Follow({"prod", "a"});
  answer_ = EcsTarget{"prod", "b"};
  latency_ = absl::Seconds(5);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(asked_.size(), 1u);
  watch_.Stop();
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(asked_.size(), 1u);
  EXPECT_TRUE(moved_.empty());
}

TEST(TargetWatch, DropsAnAnswerThatFindsItGone) {
  FakeClock clock;
  std::vector<std::unique_ptr<Alarm>> answers;
  auto watch = std::make_unique<TargetWatch>(
      [&](auto found) {
        answers.push_back(clock.CallAfter(absl::Seconds(1), [found = std::move(found)] {
          found(EcsTarget{"prod", "b"});
        }));
      },
      &clock, [] { return 0.5; }, [](const EcsTarget&) { ADD_FAILURE(); });
  watch->Follow({"prod", "a"});
  clock.Advance(absl::Minutes(1));
  ASSERT_EQ(answers.size(), 1u);
  watch = nullptr;
  clock.Advance(absl::Hours(1));
}

}  // namespace
}  // namespace neuron
