#include "agent/snapshot/pass_pacer.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using Reason = PassPacer::Reason;

constexpr absl::Duration kPeriod = absl::Seconds(1);
constexpr absl::Duration kMoment = absl::Milliseconds(1);

class PassPacerTest : public testing::Test {
 protected:
  // When passes began, since the start.
  std::vector<absl::Duration> Begun() const {
    std::vector<absl::Duration> since;
    for (const absl::Duration at : begun_) {
      since.push_back(at - begun_.front());
    }
    return since;
  }

  FakeClock clock_;
  std::vector<absl::Duration> begun_;
  std::vector<Reason> reasons_;
  PassPacer pacer_{&clock_, kPeriod, [this](Reason reason) {
                     begun_.push_back(clock_.Monotonic());
                     reasons_.push_back(reason);
                   }};
};

TEST_F(PassPacerTest, BeginsAtOnceAndThenOncePerPeriod) {
  pacer_.Start();
  ASSERT_EQ(begun_.size(), 1u);
  for (int pass = 0; pass < 3; ++pass) {
    clock_.Advance(absl::Milliseconds(300));
    pacer_.PassEnded();
    clock_.Advance(absl::Milliseconds(700));
  }
  EXPECT_EQ(Begun(),
            (std::vector<absl::Duration>{absl::ZeroDuration(), kPeriod, 2 * kPeriod, 3 * kPeriod}));
  EXPECT_EQ(reasons_, std::vector<Reason>(4, Reason::kPeriod));
}

TEST_F(PassPacerTest, BeginsAtOnceAfterAPassThatTookLongerThanThePeriod) {
  pacer_.Start();
  clock_.Advance(3 * kPeriod);
  pacer_.PassEnded();
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(begun_.size(), 2u);
}

TEST_F(PassPacerTest, BeginsAtOnceWithAnEvent) {
  pacer_.Start();
  pacer_.PassEnded();
  clock_.Advance(absl::Milliseconds(400));
  pacer_.LookAgain();
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(Begun().back(), absl::Milliseconds(400));
  EXPECT_EQ(reasons_.back(), Reason::kEvent);
}

TEST_F(PassPacerTest, BeginsOnePeriodAfterAnEventIfThereIsNoOther) {
  pacer_.Start();
  pacer_.PassEnded();
  clock_.Advance(absl::Milliseconds(400));
  pacer_.LookAgain();
  clock_.Advance(absl::ZeroDuration());
  pacer_.PassEnded();
  clock_.Advance(kPeriod - kMoment);
  EXPECT_EQ(begun_.size(), 2u);
  clock_.Advance(kMoment);
  EXPECT_EQ(begun_.size(), 3u);
  EXPECT_EQ(reasons_.back(), Reason::kPeriod);
}

TEST_F(PassPacerTest, NeverBeginsWhileAPassIsUnderWay) {
  pacer_.Start();
  pacer_.LookAgain();
  clock_.Advance(5 * kPeriod);
  EXPECT_EQ(begun_.size(), 1u);
}

TEST_F(PassPacerTest, BeginsRightAfterThePassDuringWhichAnEventCame) {
  pacer_.Start();
  pacer_.LookAgain();
  clock_.Advance(absl::Milliseconds(50));
  pacer_.PassEnded();
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(Begun().back(), absl::Milliseconds(50));
  EXPECT_EQ(reasons_.back(), Reason::kEvent);
  pacer_.PassEnded();
  clock_.Advance(kPeriod - kMoment);
  EXPECT_EQ(begun_.size(), 2u) << "one event, one pass";
}

TEST_F(PassPacerTest, MakesOnePassEachGapOfAStorm) {
  pacer_.Start();
  pacer_.PassEnded();
  // 64 events a millisecond; a pass takes 3 ms.
  int under_way_for = 0;
  for (int moment = 0; moment < 200; ++moment) {
    for (int event = 0; event < 64; ++event) {
      pacer_.LookAgain();
    }
    const std::size_t known = begun_.size();
    clock_.Advance(kMoment);
    under_way_for = begun_.size() > known ? 1 : under_way_for == 0 ? 0 : under_way_for + 1;
    if (under_way_for == 3) {
      pacer_.PassEnded();
      under_way_for = 0;
    }
  }
  EXPECT_EQ(begun_.size(), 1u + 200u / 20u);
  for (std::size_t i = 1; i < begun_.size(); ++i) {
    EXPECT_EQ(begun_[i] - begun_[i - 1], PassPacer::kGap);
  }
}

}  // namespace
}  // namespace neuron
