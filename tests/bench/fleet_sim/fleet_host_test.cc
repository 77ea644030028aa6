#include "tests/bench/fleet_sim/fleet_host.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class FleetHostTest : public testing::Test {
 protected:
  FleetHostTest() { Start(OnStop::kWithdraw); }

  void Start(OnStop on_stop) {
    host_ = std::make_unique<FleetHost>(
        0, on_stop, FleetHost::World{&clock_, &account_, &views_, &book_, &chance_, &files_});
    host_->StartAgent();
    clock_.Advance(absl::Minutes(1));
    writes_ = 0;
  }

  TemporaryDirectory files_;
  FakeClock clock_;
  RowViews views_;
  AccuracyBook book_;
  Chance chance_{1};
  unsigned shown_ = 0;
  int writes_ = 0;
  EcsAccount account_{1, &clock_, 2, [this](std::size_t, const std::vector<EcsAttribute>& held) {
                        shown_ = RowsIn(held);
                        ++writes_;
                        host_->Show(held);
                      }};
  std::unique_ptr<FleetHost> host_;
};

TEST_F(FleetHostTest, IsFreeAtTheStartAndToldSo) { EXPECT_EQ(shown_, RowViews::kAll); }

TEST_F(FleetHostTest, TellsLessAtOnceAndMoreLater) {
  host_->Toggle(1);
  clock_.Advance(absl::Milliseconds(80));
  EXPECT_EQ(shown_, RowViews::kAll & ~2u);
  host_->Toggle(1);
  clock_.Advance(absl::Seconds(4));
  EXPECT_EQ(shown_, RowViews::kAll & ~2u);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(shown_, RowViews::kAll);
  EXPECT_LE(book_.less().Percentile(100).value(), 0.08);
  EXPECT_GE(book_.more().Percentile(100).value(), 5);
}

TEST_F(FleetHostTest, HasNothingFreeWithoutDriverAndAllAfterwards) {
  host_->Toggle(0);
  host_->RestartDriver(absl::Seconds(30));
  clock_.Advance(absl::Seconds(29));
  host_->Toggle(2);
  EXPECT_EQ(host_->truth().free(), 0u);
  EXPECT_EQ(shown_, 0u);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(shown_, RowViews::kAll);
}

TEST_F(FleetHostTest, ItsNextAgentTellsWhatHappenedMeanwhile) {
  host_->ReplaceAgent(absl::Seconds(10));
  clock_.Advance(absl::Seconds(9));
  EXPECT_EQ(shown_, 0u);
  host_->Toggle(3);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(shown_, RowViews::kAll & ~8u);
}

TEST_F(FleetHostTest, WhatIsKeptIsWrittenAgainOnlyWhenItChanged) {
  Start(OnStop::kKeep);
  host_->ReplaceAgent(absl::Seconds(10));
  clock_.Advance(absl::Seconds(9));
  EXPECT_EQ(shown_, RowViews::kAll);
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(writes_, 0);
  host_->Toggle(0);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(shown_, RowViews::kAll & ~1u);
}

}  // namespace
}  // namespace neuron
