#include "agent/workload/family_sightings.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

class NoteFamiliesTest : public testing::Test {
 protected:
  // A container of a task of f:1 that was given chips 2 and 3, as it is known to be in most ways.
  NoteFamiliesTest() {
    Container container;
    container.id = "a";
    container.name = std::string("main");
    container.task = ContainerTask{"arn", "f", "1"};
    container.privileged = false;
    container.mapped = ChipSet{2, 3};
    evidence_.containers.containers = {container};
  }

  Container& container() { return evidence_.containers.containers[0]; }

  void Hold(ChipSet chips) {
    Holder holder;
    holder.container = std::string("a");
    holder.held = chips;
    evidence_.holders.holders = {holder};
  }

  absl::optional<FamilyRecord> Noted() {
    FamilyBook book;
    const bool is_news = NoteFamilies(evidence_, policy_, &book);
    EXPECT_EQ(is_news, !book.Text().empty());
    EXPECT_FALSE(NoteFamilies(evidence_, policy_, &book)) << "no news any more";
    return book.Find("f", "1");
  }

  Evidence evidence_;
  AllocationPolicy policy_;
};

TEST_F(NoteFamiliesTest, TakesWhatItWasGivenAndWhatItHolds) {
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kTakes, {2, 3}}));
  Hold({7});
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kTakes, {2, 3, 7}}));
}

TEST_F(NoteFamiliesTest, TakesNoMappingOfThePrivilegedOrThoseThatMayBe) {
  container().privileged = true;
  EXPECT_EQ(Noted(), absl::nullopt);
  container().privileged = Reading<bool>::Unknown(absl::UnknownError("hidden"));
  EXPECT_EQ(Noted(), absl::nullopt);
  Hold({2});
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kTakes, {2}}));
}

TEST_F(NoteFamiliesTest, TakesNoMappingWhereThePolicyLetsNone) {
  for (const MappedPolicy mapped : {MappedPolicy::kHeldOnly, MappedPolicy::kLease}) {
    policy_.mapped = mapped;
    EXPECT_EQ(Noted(), absl::nullopt);
  }
}

TEST_F(NoteFamiliesTest, LeasesWithALeaseOrAskingForOne) {
  Hold({2});
  evidence_.lessees = {"a"};
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kLeases, {}}));
  evidence_.lessees.clear();
  Lease lease;
  lease.container = std::string("a");
  lease.chips = {2};
  evidence_.leases = {lease};
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kLeases, {}}));
}

TEST_F(NoteFamiliesTest, ObservesByNameByFamilyAndInADaemonService) {
  policy_.observers = {"main"};
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kObserves, {}}));
  policy_.observers = {"f"};
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kObserves, {}}));
  policy_.observers = {"other"};
  EXPECT_EQ(Noted()->use, FamilyUse::kTakes);
  container().daemon_service = true;
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kObserves, {}}));
}

TEST_F(NoteFamiliesTest, AnObserverThatHoldsAChipTakesIt) {
  policy_.observers = {"main"};
  Hold({3});
  EXPECT_EQ(Noted(), (FamilyRecord{FamilyUse::kTakes, {3}}));
}

TEST_F(NoteFamiliesTest, NotesNothingThatIsNotKnown) {
  container().mapped = Reading<ChipSet>::Unknown(absl::UnknownError("no process yet"));
  EXPECT_EQ(Noted(), absl::nullopt);
  container().mapped = ChipSet();
  EXPECT_EQ(Noted(), absl::nullopt);
  container().mapped = ChipSet{1};
  container().task = Reading<ContainerTask>::Unknown(absl::UnavailableError("silence"));
  EXPECT_EQ(Noted(), absl::nullopt);
  container().task = Reading<ContainerTask>::Absent();
  EXPECT_EQ(Noted(), absl::nullopt);
}

}  // namespace
}  // namespace neuron
