#include "tests/bench/fleet_sim/host_truth.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration At(int seconds) { return absl::Seconds(seconds); }

// Parts 0 and 1 of a host, free and shown as such from the beginning.
class HostTruthTest : public testing::Test {
 protected:
  HostTruthTest() {
    truth_.Become(At(0), 3);
    truth_.Show(At(0), 3);
    book_.Open(At(1));
  }

  AccuracyBook book_;
  HostTruth truth_{&book_};
};

TEST_F(HostTruthTest, LessCountsUntilEcsShowsIt) {
  truth_.Become(At(2), 1);
  truth_.Become(At(3), 0);
  truth_.Show(At(4), 1);
  EXPECT_EQ(book_.less().size(), 0u);
  truth_.Show(At(5), 0);
  EXPECT_EQ(book_.less().size(), 2u);
  EXPECT_EQ(book_.less().Percentile(100), 3);
  EXPECT_EQ(book_.lied(), At(3));
  EXPECT_EQ(book_.lies().size(), 1u);
  EXPECT_EQ(book_.hid(), At(0));
}

TEST_F(HostTruthTest, LessCountsUntilItIsSoNoMore) {
  truth_.Become(At(2), 1);
  truth_.Become(At(9), 3);
  EXPECT_EQ(book_.less().Percentile(100), 7);
  EXPECT_EQ(book_.lied(), At(7));
  EXPECT_EQ(book_.more().size(), 0u);
}

TEST_F(HostTruthTest, MoreIsHiddenUntilEcsShowsIt) {
  truth_.Become(At(2), 7);
  truth_.Show(At(8), 7);
  EXPECT_EQ(book_.more().Percentile(100), 6);
  EXPECT_EQ(book_.hid(), At(6));
  EXPECT_EQ(book_.lied(), At(0));
}

TEST_F(HostTruthTest, WhatEcsDoesNotShowCannotBecomeALie) {
  truth_.Become(At(2), 7);
  truth_.Become(At(3), 3);
  EXPECT_EQ(book_.less().size(), 0u);
  EXPECT_EQ(book_.lied(), At(0));
}

TEST_F(HostTruthTest, RecoversAtOnceIfInStepAlready) {
  truth_.AwaitRecovery(At(5));
  EXPECT_EQ(book_.recoveries().Percentile(100), 0);
}

TEST_F(HostTruthTest, RecoversWhenEcsShowsWhatIsSo) {
  truth_.Become(At(2), 4);
  truth_.AwaitRecovery(At(5));
  truth_.Show(At(6), 0);
  EXPECT_EQ(book_.recoveries().size(), 0u);
  truth_.Show(At(7), 4);
  truth_.Show(At(8), 4);
  EXPECT_EQ(book_.recoveries().size(), 1u);
  EXPECT_EQ(book_.recoveries().Percentile(100), 2);
}

TEST_F(HostTruthTest, ConcludesWhatHasNotEnded) {
  truth_.Become(At(2), 4);
  truth_.AwaitRecovery(At(3));
  truth_.Conclude(At(9));
  EXPECT_EQ(book_.less().Percentile(100), 7);
  EXPECT_EQ(book_.more().Percentile(100), 7);
  EXPECT_EQ(book_.lied(), At(7));
  EXPECT_EQ(book_.hid(), At(7));
  EXPECT_EQ(book_.recoveries().Percentile(100), 6);
}

}  // namespace
}  // namespace neuron
