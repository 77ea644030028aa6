#include "agent/workload/lingering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/workload/lease.h"
#include "agent/workload/reservation.h"

namespace neuron {
namespace {

using testing::ElementsAre;

constexpr absl::Duration kNow = absl::Hours(1);

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

  absl::Duration now_ = kNow;
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

TEST_F(LingeringTest, KeepsAllWhenNobodyHasLookedYet) {
  Keep({1}, absl::InfiniteDuration());
  now_ += absl::Hours(1);
  EXPECT_THAT(Keep({}, absl::InfiniteDuration()), ElementsAre(1));
}

TEST(IsSamePromise, GoesByTheIdOfALease) {
  UnclearLease lease;
  lease.id = 7;
  UnclearLease other = lease;
  other.chips = {1};
  EXPECT_TRUE(IsSamePromise(lease, other));
  other.id = 8;
  EXPECT_FALSE(IsSamePromise(lease, other));
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
