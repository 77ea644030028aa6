#include "agent/device/spaced_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::Duration kSpacing = absl::Milliseconds(10);

class SpacedCallsTest : public testing::Test {
 protected:
  // Whom it has called for since this was asked last.
  std::vector<int> Called() { return std::exchange(called_, {}); }

  FakeClock clock_;
  std::vector<int> called_;
  SpacedCalls calls_{&clock_, kSpacing, [this](int subject) { called_.push_back(subject); }};
};

TEST_F(SpacedCallsTest, CallsAtOnce) {
  calls_.Ask(3);
  EXPECT_THAT(Called(), ElementsAre(3));
}

TEST_F(SpacedCallsTest, MakesOneCallOfAllThatIsAskedForTooSoon) {
  calls_.Ask(3);
  clock_.Advance(kSpacing / 2);
  calls_.Ask(3);
  calls_.Ask(3);
  EXPECT_THAT(Called(), ElementsAre(3));
  clock_.Advance(kSpacing / 2 - absl::Nanoseconds(1));
  EXPECT_THAT(Called(), IsEmpty());
  clock_.Advance(absl::Nanoseconds(1));
  EXPECT_THAT(Called(), ElementsAre(3));
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Called(), IsEmpty());
}

TEST_F(SpacedCallsTest, KeepsTheSpaceAlsoAfterALateCall) {
  calls_.Ask(3);
  calls_.Ask(3);
  clock_.Advance(kSpacing);
  calls_.Ask(3);
  EXPECT_THAT(Called(), ElementsAre(3, 3));
  clock_.Advance(kSpacing);
  EXPECT_THAT(Called(), ElementsAre(3));
}

TEST_F(SpacedCallsTest, CallsAtOnceAgainAfterTheSpace) {
  calls_.Ask(3);
  clock_.Advance(kSpacing);
  calls_.Ask(3);
  EXPECT_THAT(Called(), ElementsAre(3, 3));
}

TEST_F(SpacedCallsTest, LetsNoSubjectWaitForAnother) {
  calls_.Ask(3);
  calls_.Ask(4);
  EXPECT_THAT(Called(), ElementsAre(3, 4));
}

TEST(SpacedCalls, MayBeAskedByItsCall) {
  FakeClock clock;
  int count = 0;
  SpacedCalls* asked = nullptr;
  SpacedCalls calls(&clock, kSpacing, [&](int subject) {
    ++count;
    asked->Ask(subject);
  });
  asked = &calls;
  calls.Ask(0);
  clock.Advance(10 * kSpacing);
  EXPECT_EQ(count, 11);
}

}  // namespace
}  // namespace neuron
