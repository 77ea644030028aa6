#include "agent/workload/holder_leases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::uint64_t> LeasesOf(const Holder& holder) {
  const std::vector<Lease> leases = {Leased(1, 8, {0}, "a"), Leased(2, 9, {1}),
                                     Leased(3, 10, {2}, "a")};
  std::vector<std::uint64_t> ids;
  for (const Lease* lease : neuron::LeasesOf(holder, leases)) {
    ids.push_back(lease->id);
  }
  return ids;
}

TEST(LeasesOf, AreThoseThatTheProcessAskedForItself) {
  EXPECT_THAT(LeasesOf(Holding(9, {1})), ElementsAre(2));
  Holder reused = Holding(9, {1});
  reused.start_ticks = 91;
  EXPECT_THAT(LeasesOf(reused), IsEmpty());
}

TEST(LeasesOf, AreAllThoseOfItsContainer) {
  EXPECT_THAT(LeasesOf(HoldingIn("a", 20, {0})), ElementsAre(1, 3));
  EXPECT_THAT(LeasesOf(HoldingIn("b", 20, {0})), IsEmpty());
}

TEST(LeasesOf, AreThoseOfItsAncestorsOutsideOfContainers) {
  Holder child = Holding(20, {1});
  child.ancestors = {{15, 150}, {9, 90}, {1, 0}};
  EXPECT_THAT(LeasesOf(child), ElementsAre(2));
  child.ancestors = {{9, 91}};
  EXPECT_THAT(LeasesOf(child), IsEmpty());
  child.container = std::string("b");
  child.ancestors = {{9, 90}};
  EXPECT_THAT(LeasesOf(child), IsEmpty());
}

TEST(LeasesOf, AreNoneOfAStranger) {
  EXPECT_THAT(LeasesOf(Holding(20, {1})), IsEmpty());
  Holder unknown = Holding(20, {1});
  unknown.container = Reading<std::string>::Unknown(absl::NotFoundError("ended"));
  EXPECT_THAT(LeasesOf(unknown), IsEmpty());
}

}  // namespace
}  // namespace neuron
