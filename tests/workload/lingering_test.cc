#include "agent/workload/lingering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/workload/lease.h"
#include "agent/workload/reservation.h"

namespace neuron {
namespace {

using testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class LingeringTest : public testing::Test {
 protected:
  // The ids of what is kept when these leases are there, and the last look began so long ago.
  std::vector<std::uint64_t> Keep(const std::vector<std::uint64_t>& there, absl::Duration age) {
    std::vector<Lease> leases;
    for (const std::uint64_t id : there) {
      leases.emplace_back();
      leases.back().id = id;
    }
    std::vector<std::uint64_t> kept;
    for (const Lease& lease : lingering_.Keep(std::move(leases), now_, now_ - age)) {
      kept.push_back(lease.id);
    }
    return kept;
  }

  absl::Time now_ = kNow;
  Lingering<Lease> lingering_;
};

TEST_F(LingeringTest, KeepsWhatIsThere) {
  EXPECT_THAT(Keep({1, 2}, absl::ZeroDuration()), ElementsAre(1, 2));
  EXPECT_FALSE(lingering_.waits());
}

TEST_F(LingeringTest, KeepsWhatHasEndedUntilALookThatBeganLater) {
  Keep({1, 2}, absl::ZeroDuration());
  now_ += absl::Seconds(1);
  EXPECT_THAT(Keep({2}, absl::Milliseconds(1)), ElementsAre(2, 1));
  EXPECT_TRUE(lingering_.waits());
  EXPECT_THAT(Keep({2}, absl::ZeroDuration()), ElementsAre(2, 1)) << "not later";
  now_ += absl::Seconds(1);
  EXPECT_THAT(Keep({2}, absl::Milliseconds(1)), ElementsAre(2));
  EXPECT_FALSE(lingering_.waits());
}

TEST_F(LingeringTest, DoesNotKeepTwiceWhatHasComeBack) {
  Keep({1}, absl::ZeroDuration());
  Keep({}, absl::Seconds(1));
  EXPECT_THAT(Keep({1}, absl::Seconds(1)), ElementsAre(1));
}

TEST_F(LingeringTest, DoesNotBelieveALookOfTheFuture) {
  Keep({1}, absl::ZeroDuration());
  Keep({}, absl::Seconds(1));
  now_ -= absl::Hours(1);
  EXPECT_THAT(Keep({}, -absl::Minutes(61)), ElementsAre(1));
}

TEST_F(LingeringTest, DoesNotKeepForLongWhatEndedBeforeTheClockWasSetBack) {
  Keep({1}, absl::ZeroDuration());
  Keep({}, absl::Seconds(1));
  now_ -= absl::Hours(1);
  EXPECT_THAT(Keep({}, absl::Milliseconds(1)), ElementsAre(1));
  now_ += absl::Seconds(1);
  EXPECT_THAT(Keep({}, absl::Milliseconds(1)), ElementsAre());
  EXPECT_FALSE(lingering_.waits());
}

TEST(IsSamePromise, GoesByChipsTaskAndContainer) {
  Reservation reservation;
  reservation.chips = {1};
  reservation.why = "PENDING";
  Reservation other = reservation;
  other.why = "PENDING, said 5 s ago";
  EXPECT_TRUE(IsSamePromise(reservation, other));
  other.chips = {2};
  EXPECT_FALSE(IsSamePromise(reservation, other));
  other = reservation;
  other.task_arn = "arn";
  EXPECT_FALSE(IsSamePromise(reservation, other));
  other = reservation;
  other.container = "id";
  EXPECT_FALSE(IsSamePromise(reservation, other));
}

}  // namespace
}  // namespace neuron
