#include "agent/snapshot/log_listener.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_kernel_log_source.h"

namespace neuron {
namespace {

using ::testing::HasSubstr;

constexpr char kError[] = "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR nd-id=3 nc-id=0";

class LogListenerTest : public testing::Test {
 protected:
  LogListenerTest() {
    Inventory inventory;
    inventory.chips.emplace_back();
    inventory.chips[0].index = 3;
    inventory_ = std::make_shared<const Inventory>(inventory);
  }

  LogListener::Links Links() {
    return {[this] { return inventory_; },
            [this](const Sign& sign, absl::Duration at) {
              signs_.push_back(sign);
              told_at_.push_back(at);
            }};
  }

  std::shared_ptr<const Inventory> inventory_;
  FakeClock clock_;
  FakeKernelLogSource log_;
  std::vector<Sign> signs_;
  std::vector<absl::Duration> told_at_;
  absl::optional<LogListener> listener_{absl::in_place, &log_, &clock_, "i-1", Links()};
};

TEST_F(LogListenerTest, DoesNotListenBeforeItIsTold) {
  EXPECT_EQ(log_.starts, 0);
  listener_->Listen();
  listener_->Listen();
  EXPECT_EQ(log_.starts, 1);
}

TEST_F(LogListenerTest, HandsOnWhatSpeaksAgainstAChip) {
  listener_->Listen();
  log_.Say(kError, clock_.Now());
  ASSERT_EQ(signs_.size(), 1u);
  EXPECT_EQ(signs_[0].ailment, Ailment::kHbmUncorrectable);
  EXPECT_EQ(signs_[0].chip, 3);
  EXPECT_EQ(told_at_[0], clock_.Monotonic());
}

TEST_F(LogListenerTest, TakesWhatWasLoggedEarlierForAsOldAsItIs) {
  listener_->Listen();
  log_.Say(kError, clock_.Now() - absl::Minutes(4));
  ASSERT_EQ(told_at_.size(), 1u);
  EXPECT_EQ(told_at_[0], clock_.Monotonic() - absl::Minutes(4));
}

TEST_F(LogListenerTest, TakesWhatIsOfLaterForNew) {
  listener_->Listen();
  log_.Say(kError, clock_.Now() + absl::Minutes(4));
  ASSERT_EQ(told_at_.size(), 1u);
  EXPECT_EQ(told_at_[0], clock_.Monotonic());
}

TEST_F(LogListenerTest, WarnsOfAForgedLineAndHandsNothingOn) {
  listener_->Listen();
  testing::internal::CaptureStderr();
  log_.Say("NEURON_HW_ERR=DMA_ERROR nd-id=77 nc-id=0", clock_.Now());
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, HasSubstr("level=warning event=forged_kernel_message"));
  EXPECT_THAT(said, HasSubstr("77"));
  EXPECT_TRUE(signs_.empty());
}

TEST_F(LogListenerTest, KnowsItsInstance) {
  listener_->Listen();
  testing::internal::CaptureStderr();
  log_.Say("NEURON_HW_ERR=DMA_ERROR instance-id=i-2 nd-id=3 nc-id=0", clock_.Now());
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("forged_kernel_message"));
}

TEST_F(LogListenerTest, WarnsOfWhatIsAboutTheHost) {
  listener_->Listen();
  testing::internal::CaptureStderr();
  log_.Say("NEURON_HW_ERR=DMA_ERROR affecting neuron devices", clock_.Now());
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("level=warning event=kernel_message"));
  EXPECT_TRUE(signs_.empty());
}

TEST_F(LogListenerTest, SaysHowTheLogFares) {
  log_.fares = absl::PermissionDeniedError("root only");
  EXPECT_EQ(listener_->status(), log_.fares);
}

TEST_F(LogListenerTest, HasNothingToReportOfALogThatIsNotHeard) {
  EXPECT_FALSE(listener_->Report().has_value()) << "not yet";
  log_.fares = absl::PermissionDeniedError("root only");
  listener_->Listen();
  EXPECT_FALSE(listener_->Report().has_value()) << "nor ever";
  log_.fares = absl::OkStatus();
  EXPECT_TRUE(listener_->Report().has_value());
}

TEST_F(LogListenerTest, StillReportsOfALogThatWasHeard) {
  listener_->Listen();
  log_.Say("hello", clock_.Now());
  log_.fares = absl::UnavailableError("the kernel's log has ended");
  EXPECT_TRUE(listener_->Report().has_value());
}

TEST_F(LogListenerTest, ReportsWhatBecameOfTheLog) {
  listener_->Listen();
  log_.lost_records = 5;
  log_.long_records = 2;
  for (int i = 0; i < 12; ++i) {
    log_.Say(absl::StrCat(kError, " note=", i), clock_.Now());
  }
  log_.Say(absl::StrCat(kError, " note=0"), clock_.Now());
  log_.Say("NEURON_HW_ERR=DMA_ERROR affecting neuron devices", clock_.Now());
  const KernelLogReport report = *listener_->Report();
  EXPECT_EQ(report.lost, 5U);
  EXPECT_EQ(report.too_long, 2U);
  EXPECT_EQ(report.dropped, 2U);
  EXPECT_EQ(report.repeated, 1U);
  EXPECT_EQ(report.unplaced, 1U);
  EXPECT_EQ(report.forged, 0U);
  EXPECT_TRUE(report.latest.empty());
}

TEST_F(LogListenerTest, ReportsForgedLines) {
  listener_->Listen();
  log_.Say("NEURON_HW_ERR=DMA_ERROR nd-id=77 nc-id=0", clock_.Now());
  log_.Say("NEURON_HW_ERR=DMA_ERROR nd-id=78 nc-id=0", clock_.Now());
  log_.Say("NEURON_HW_ERR=DMA_ERROR nd-id=78 nc-id=0", clock_.Now());
  const KernelLogReport report = *listener_->Report();
  EXPECT_EQ(report.forged, 3U);
  ASSERT_EQ(report.latest.size(), 2U) << "not what was said again";
  EXPECT_EQ(report.latest[0].chip, 78) << "the latest first";
  EXPECT_EQ(report.latest[0].code, Forgery::kNoSuchChip);
  EXPECT_EQ(report.latest[0].seen_at, clock_.Now());
  EXPECT_EQ(report.latest[1].chip, 77);
}

TEST_F(LogListenerTest, ReportsSoManyForgedLinesAndNoMore) {
  listener_->Listen();
  for (int i = 0; i < 20; ++i) {
    clock_.Advance(absl::Seconds(30));
    log_.Say(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=", 100 + i), clock_.Now());
  }
  const KernelLogReport report = *listener_->Report();
  EXPECT_EQ(report.forged, 20U);
  ASSERT_EQ(report.latest.size(), KernelLogReport::kLatest);
  EXPECT_EQ(report.latest.front().chip, 119);
  EXPECT_EQ(report.latest.back().chip, 104);
}

TEST_F(LogListenerTest, HearsNothingOnceItIsGone) {
  listener_->Listen();
  listener_.reset();
  log_.Say(kError, clock_.Now());
  EXPECT_TRUE(signs_.empty());
}

}  // namespace
}  // namespace neuron
