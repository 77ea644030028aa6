#include "agent/snapshot/look_pace.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

constexpr absl::Duration kGap = absl::Milliseconds(10);
constexpr absl::Duration kBurst = absl::Milliseconds(100);

class LookPaceTest : public testing::Test {
 protected:
  // The look that has begun takes so long.
  void Look(absl::Duration took) {
    clock_.Advance(took);
    pace_.Ended();
  }

  int begun_ = 0;
  FakeClock clock_;
  LookPace pace_{&clock_, {kGap, kBurst}, [this] { ++begun_; }};
};

TEST_F(LookPaceTest, BeginsAtOnce) {
  pace_.Want();
  EXPECT_EQ(begun_, 1);
}

TEST_F(LookPaceTest, BeginsNothingDuringALookAndOneAfterIt) {
  pace_.Want();
  pace_.Want();
  pace_.Want();
  EXPECT_EQ(begun_, 1);
  Look(absl::ZeroDuration());
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(begun_, 2);
}

TEST_F(LookPaceTest, BeginsNoMoreOftenThanOnceInTheGap) {
  pace_.Want();
  Look(absl::Milliseconds(1));
  pace_.Want();
  clock_.Advance(kGap - absl::Milliseconds(1) - absl::Microseconds(1));
  EXPECT_EQ(begun_, 1);
  clock_.Advance(absl::Microseconds(1));
  EXPECT_EQ(begun_, 2);
}

TEST_F(LookPaceTest, DoesNotRestWithinABurst) {
  pace_.Want();
  Look(kBurst);
  pace_.Want();
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(begun_, 2);
}

TEST_F(LookPaceTest, TakesNoMoreThanAQuarterOfTheTimeAfterABurst) {
  pace_.Want();
  Look(kBurst);
  pace_.Want();
  clock_.Advance(absl::ZeroDuration());
  for (int look = 2; look < 100; ++look) {
    Look(kGap);
    pace_.Want();
    clock_.Advance(3 * kGap - absl::Microseconds(1));
    ASSERT_EQ(begun_, look);
    clock_.Advance(absl::Microseconds(1));
    ASSERT_EQ(begun_, look + 1);
  }
}

TEST_F(LookPaceTest, MayHaveABurstAgainAfterARest) {
  pace_.Want();
  Look(kBurst);
  clock_.Advance(3 * kBurst);
  pace_.Want();
  Look(kBurst);
  pace_.Want();
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(begun_, 3);
}

TEST_F(LookPaceTest, BeginsNothingThatIsNotWanted) {
  pace_.Want();
  Look(kGap);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(begun_, 1);
  pace_.Want();
  EXPECT_EQ(begun_, 2);
}

}  // namespace
}  // namespace neuron
