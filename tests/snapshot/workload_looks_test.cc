#include "agent/snapshot/workload_looks.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/snapshot/gate.h"
#include "tests/snapshot/post_queue.h"

namespace neuron {
namespace {

constexpr absl::Duration kDeadline = absl::Milliseconds(300);
constexpr absl::Duration kTook = absl::Milliseconds(2);

class WorkloadLooksTest : public testing::Test {
 protected:
  // Serves the loop until another look has ended.
  void AwaitLook() {
    const std::size_t known = reports_.size();
    while (reports_.size() == known) {
      queue_.RunOne();
    }
  }

  // One whole look, which takes kTook.
  void Look() {
    holders_.OnScan([this] { gate_.Pass(); });
    const int before = gate_.arrived();
    looks_.Want();
    gate_.WaitForArrivals(before + 1);
    clock_.Advance(kTook);
    gate_.Open();
    AwaitLook();
    holders_.OnScan(nullptr);
  }

  Gate gate_;
  FakeClock clock_;
  PostQueue queue_;
  FakeContainerSource containers_;
  FakeHolderSource holders_;
  WorkloadVisitor visitor_{&holders_, &containers_};
  std::uint64_t turn_ = 0;
  std::vector<WorkloadReport> reports_;
  WorkloadLooks looks_{&clock_,
                       [this](std::function<void()> call) { queue_.Post(std::move(call)); },
                       kDeadline,
                       &visitor_,
                       [this] {
                         return WorkloadPlan{++turn_, {}, clock_.Now()};
                       },
                       [this](WorkloadReport report) { reports_.push_back(std::move(report)); }};
};

TEST_F(WorkloadLooksTest, LooksAtOnce) {
  looks_.Want();
  AwaitLook();
  EXPECT_EQ(reports_[0].plan.turn, 1u);
  EXPECT_TRUE(reports_[0].holders.sight.ok());
}

TEST_F(WorkloadLooksTest, LooksOnceMoreForWhatWasSaidDuringALook) {
  holders_.OnScan([this] { gate_.Pass(); });
  looks_.Want();
  gate_.WaitForArrivals(1);
  looks_.Want();
  looks_.Want();
  gate_.Open();
  AwaitLook();
  clock_.Advance(absl::ZeroDuration());
  AwaitLook();
  clock_.Advance(absl::Microseconds(1));
  EXPECT_EQ(holders_.scans(), 2);
}

TEST_F(WorkloadLooksTest, TakesNoMoreThanAQuarterOfTheTime) {
  Look();
  looks_.Want();
  clock_.Advance(3 * kTook - absl::Microseconds(1));
  EXPECT_EQ(holders_.scans(), 1);
  clock_.Advance(absl::Microseconds(1));
  AwaitLook();
  EXPECT_EQ(holders_.scans(), 2);
}

TEST_F(WorkloadLooksTest, LooksASecondTimeAndThenNoMore) {
  looks_.Want();
  AwaitLook();
  clock_.Advance(WorkloadLooks::kSecond - absl::Microseconds(1));
  EXPECT_EQ(holders_.scans(), 1);
  clock_.Advance(absl::Microseconds(1));
  AwaitLook();
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(holders_.scans(), 2);
}

TEST_F(WorkloadLooksTest, LooksASecondTimeLongEnoughAfterTheLastThatWasSaid) {
  looks_.Want();
  AwaitLook();
  clock_.Advance(WorkloadLooks::kSecond - absl::Milliseconds(1));
  looks_.Want();
  AwaitLook();
  clock_.Advance(WorkloadLooks::kSecond - absl::Microseconds(1));
  EXPECT_EQ(holders_.scans(), 2);
  clock_.Advance(absl::Microseconds(1));
  AwaitLook();
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(holders_.scans(), 3);
}

TEST_F(WorkloadLooksTest, IsBlindIfALookDoesNotComeBack) {
  holders_.OnScan([this] { gate_.Pass(); });
  looks_.Want();
  gate_.WaitForArrivals(1);
  clock_.Advance(kDeadline);
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_TRUE(absl::IsDeadlineExceeded(reports_[0].holders.sight)) << reports_[0].holders.sight;
  EXPECT_FALSE(reports_[0].containers.sight.ok());
  EXPECT_EQ(reports_[0].plan.turn, 1u);
  gate_.Open();
  // After the one that was given up, which ends a little after the gate.
  gate_.WaitForPassages(1);
  holders_.OnScan(nullptr);
  visitor_.Visit(WorkloadPlan());
}

}  // namespace
}  // namespace neuron
