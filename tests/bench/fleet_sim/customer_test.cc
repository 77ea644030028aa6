#include "tests/bench/fleet_sim/customer.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class CustomerTest : public testing::Test {
 protected:
  // Somebody else leaves nothing of the account's bucket.
  void Starve() {
    while (account_.RunTask()) {
    }
    thief_ = clock_.CallAfter(absl::Milliseconds(1), [this] { Starve(); });
  }

  FakeClock clock_;
  EcsAccount account_{0, &clock_, 1, [](std::size_t, const auto&) {}};
  Customer customer_{5, &account_, &clock_, 2};
  std::unique_ptr<Alarm> thief_;
};

TEST_F(CustomerTest, RunsSoManyTasksASecond) {
  clock_.Advance(absl::Minutes(1));
  customer_.BeginCount();
  clock_.Advance(absl::Hours(1));
  EXPECT_NEAR(static_cast<double>(customer_.calls()), 5 * 3600, 500);
  EXPECT_EQ(customer_.failed(), 0u);
  EXPECT_EQ(customer_.waits().Percentile(100), 0);
}

TEST_F(CustomerTest, GivesUpAfterThreeAttempts) {
  Starve();
  customer_.BeginCount();
  clock_.Advance(absl::Minutes(1));
  customer_.EndCount();
  clock_.Advance(absl::Seconds(10));
  EXPECT_GT(customer_.calls(), 200u);
  EXPECT_GT(static_cast<double>(customer_.failed()), 0.8 * static_cast<double>(customer_.calls()));
}

TEST_F(CustomerTest, DoesNotTryWhileEcsIsDown) {
  account_.set_down(true);
  customer_.BeginCount();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(customer_.calls(), 0u);
}

TEST_F(CustomerTest, CountsOnlyCallsThatWereBegunWhileItDoes) {
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(customer_.calls(), 0u);
  customer_.BeginCount();
  customer_.EndCount();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(customer_.calls(), 0u);
}

}  // namespace
}  // namespace neuron
