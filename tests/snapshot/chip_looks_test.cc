#include "agent/snapshot/chip_looks.h"

#include <map>
#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/post_queue.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

constexpr absl::Duration kDeadline = absl::Milliseconds(300);

// Looks at the chips 2 and 3, which are known.
class ChipLooksTest : public testing::Test {
 protected:
  ChipLooksTest() {
    for (const int chip : {2, 3}) {
      host_.AddChip(chip);
      ChipVisit visit;
      visit.index = chip;
      visit.sampling = std::make_shared<ChipSampling>();
      visit.known = VisitChip(host_.paths(), nullptr, visit).chip;
      visits_[chip] = std::move(visit);
    }
  }

  std::vector<ChipVisit> Plan(const ChipSet& chips) {
    planned_.push_back(chips);
    std::vector<ChipVisit> visits;
    for (const int chip : chips.chips()) {
      if (visits_.count(chip) != 0) {
        visits.push_back(visits_[chip]);
      }
    }
    return visits;
  }

  void AwaitLook() {
    const std::size_t known = reports_.size();
    while (reports_.size() == known) {
      queue_.RunOne();
    }
  }

  PlainHost host_;
  FakeClock clock_;
  PostQueue queue_;
  std::map<int, ChipVisit> visits_;
  std::vector<ChipSet> planned_;
  std::vector<std::vector<ChipReport>> reports_;
  ChipLooks looks_{
      &clock_, [this](std::function<void()> call) { queue_.Post(std::move(call)); }, kDeadline,
      [this](const ChipSet& chips) { return Plan(chips); },
      [this](std::vector<ChipReport> reports) { reports_.push_back(std::move(reports)); }};
};

TEST_F(ChipLooksTest, LooksAtOnceAtTheChipAlone) {
  host_.WriteChip(3, "reset", "2\n");
  looks_.Want(3);
  AwaitLook();
  ASSERT_EQ(reports_[0].size(), 1u);
  EXPECT_EQ(reports_[0][0].chip->index, 3);
  EXPECT_EQ(reports_[0][0].counters.value().reset_state.value(), ResetState::kInvalid);
}

TEST_F(ChipLooksTest, LooksNextAtAllThatWereWantedMeanwhile) {
  looks_.Want(3);
  looks_.Want(2);
  looks_.Want(3);
  AwaitLook();
  clock_.Advance(ChipLooks::kGap);
  AwaitLook();
  EXPECT_EQ(planned_, (std::vector<ChipSet>{{3}, {2, 3}}));
  EXPECT_EQ(reports_[1].size(), 2u);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(planned_.size(), 2u);
}

TEST_F(ChipLooksTest, BeginsNoMoreOftenThanOnceInAGap) {
  looks_.Want(3);
  AwaitLook();
  looks_.Want(3);
  clock_.Advance(ChipLooks::kGap - absl::Microseconds(1));
  EXPECT_EQ(planned_.size(), 1u);
  clock_.Advance(absl::Microseconds(1));
  EXPECT_EQ(planned_.size(), 2u);
  AwaitLook();
}

TEST_F(ChipLooksTest, TellsNothingIfThereIsNothingToLookAt) {
  looks_.Want(9);
  EXPECT_EQ(planned_.size(), 1u);
  clock_.Advance(ChipLooks::kGap);
  looks_.Want(3);
  AwaitLook();
  EXPECT_EQ(reports_.size(), 1u);
}

TEST_F(ChipLooksTest, IgnoresWhatIsNoChip) {
  looks_.Want(-1);
  looks_.Want(kMaxChips);
  EXPECT_TRUE(planned_.empty());
}

TEST_F(ChipLooksTest, TellsOfAChipThatDoesNotAnswerThatItIsSilent) {
  const StuckFile stuck(host_.ChipPath(3, "reset"));
  looks_.Want(3);
  stuck.WaitForReader();
  clock_.Advance(kDeadline);
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_TRUE(absl::IsDeadlineExceeded(reports_[0][0].counters.why()));
  EXPECT_EQ(reports_[0][0].turn, visits_[3].sampling->last_turn());
  EXPECT_TRUE(looks_.IsOut(3));
  EXPECT_FALSE(looks_.IsOut(2));
}

}  // namespace
}  // namespace neuron
