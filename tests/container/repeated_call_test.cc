#include "agent/container/repeated_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class RepeatedCallTest : public testing::Test {
 protected:
  FakeClock clock_;
  const absl::Time start_ = clock_.Now();
  std::vector<int> at_ms_;
  RepeatedCall calls_{
      &clock_, [this] {
        at_ms_.push_back(static_cast<int>(absl::ToInt64Milliseconds(clock_.Now() - start_)));
      }};
};

TEST_F(RepeatedCallTest, CallsNowAndEachTimeTwiceAsLate) {
  calls_.Begin();
  EXPECT_THAT(at_ms_, testing::ElementsAre(0));
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(at_ms_, testing::ElementsAre(0, 20, 40, 80, 160, 320, 640, 1280, 2560));
  EXPECT_EQ(clock_.PendingAlarms(), 0u);
}

TEST_F(RepeatedCallTest, BeginsAgainWhenToldAgain) {
  calls_.Begin();
  clock_.Advance(absl::Milliseconds(50));
  calls_.Begin();
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(at_ms_, testing::ElementsAre(0, 20, 40, 50, 70, 90, 130, 210, 370, 690, 1330, 2610));
}

TEST_F(RepeatedCallTest, IsSilentUntilBegun) {
  clock_.Advance(absl::Minutes(1));
  EXPECT_THAT(at_ms_, testing::IsEmpty());
}

TEST(RepeatedCall, EndsWithItsObject) {
  FakeClock clock;
  int calls = 0;
  {
    RepeatedCall call(&clock, [&] { ++calls; });
    call.Begin();
  }
  clock.Advance(absl::Minutes(1));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace neuron
