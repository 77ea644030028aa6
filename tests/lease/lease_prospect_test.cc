#include "agent/lease/lease_prospect.h"

#include "gtest/gtest.h"
#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

constexpr char kContainer[] = "0123456789abcdef0123456789abcdef";

LeaseOffer Offer() { return TorusOffer(absl::ZeroDuration(), {}); }

LeaseOffer Given(Reading<ChipSet> chips) {
  LeaseOffer offer = Offer();
  offer.mapped[kContainer] = chips;
  return offer;
}

absl::StatusOr<LeaseProspect> InContainer(int chips, const LeaseOffer& offer) {
  return ProspectOf(chips, std::string(kContainer), offer);
}

absl::StatusOr<LeaseProspect> OnHost(int chips, const LeaseOffer& offer) {
  return ProspectOf(chips, {}, offer);
}

TEST(ProspectOf, SeesAllChipsOnTheHost) {
  const absl::StatusOr<LeaseProspect> prospect = OnHost(4, Offer());
  ASSERT_TRUE(prospect.ok()) << prospect.status();
  EXPECT_EQ(prospect->visible, kTorusChips);
  EXPECT_EQ(prospect->groups.size(), 4u);
}

TEST(ProspectOf, SeesInAContainerWhatItWasGiven) {
  const absl::StatusOr<LeaseProspect> prospect = InContainer(4, Given(ChipSet{3, 4, 5, 6, 7, 8}));
  ASSERT_TRUE(prospect.ok()) << prospect.status();
  EXPECT_EQ(prospect->visible, (ChipSet{3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(prospect->groups, (std::vector<ChipSet>{{4, 5, 6, 7}}));
}

TEST(ProspectOf, IsNoneForASizeThatTheHostDoesNotHave) {
  EXPECT_EQ(OnHost(3, Offer()).status(),
            absl::FailedPreconditionError(
                "no valid group of this host has 3 chips; ask for one of: 1, 4, 8, 16"));
}

TEST(ProspectOf, IsNoneForASizeThatTheContainerDoesNotHave) {
  EXPECT_EQ(InContainer(4, Given(ChipSet{0, 1, 2})).status(),
            absl::FailedPreconditionError(
                "container 0123456789ab was given the chips 0-2, among which there is no valid "
                "group of 4; give the container the devices of all chips"));
  EXPECT_EQ(InContainer(1, Given(ChipSet())).status(),
            absl::FailedPreconditionError(
                "container 0123456789ab was given no Neuron chip, among which there is no valid "
                "group of 1; give the container the devices of all chips"));
}

TEST(ProspectOf, CannotBeToldWithoutChips) {
  EXPECT_TRUE(absl::IsUnavailable(OnHost(1, LeaseOffer()).status()));
}

TEST(ProspectOf, CannotBeToldUntilTheContainerIsKnown) {
  EXPECT_TRUE(absl::IsUnavailable(InContainer(1, Offer()).status()));
  EXPECT_TRUE(absl::IsUnavailable(InContainer(1, Given(Reading<ChipSet>::Absent())).status()));
  const absl::Status refused =
      InContainer(1, Given(Reading<ChipSet>::Unknown(absl::PermissionDeniedError("not root"))))
          .status();
  EXPECT_EQ(refused, absl::UnavailableError(
                         "which chips container 0123456789ab was given is not known: not root"));
  const auto unknown = Reading<std::string>::Unknown(absl::PermissionDeniedError("not root"));
  EXPECT_TRUE(absl::IsUnavailable(ProspectOf(1, unknown, Offer()).status()));
}

}  // namespace
}  // namespace neuron
