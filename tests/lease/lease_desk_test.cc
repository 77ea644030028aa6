#include "agent/lease/lease_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <memory>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/lease/polled_watches.h"
#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What one who applied was told.
struct Told {
  std::vector<int> positions;
  std::vector<absl::StatusOr<LeaseGrant>> decided;

  bool IsGranted() const { return decided.size() == 1 && decided[0].ok(); }
  absl::Status Refusal() const {
    return decided.size() == 1 ? decided[0].status() : absl::OkStatus();
  }
  const LeaseGrant& grant() const { return *decided[0]; }
  void Die() { decided.clear(); }
};

class LeaseDeskTest : public testing::Test {
 protected:
  LeaseDeskTest() { Start(); }

  void Start() {
    desk_.reset();
    absl::StatusOr<LeaseFolder> folder = LeaseFolder::Open(directory_.Path("leases"), "boot");
    ASSERT_TRUE(folder.ok()) << folder.status();
    LeaseDesk::Links links;
    links.watch = [this](int descriptor, std::function<void()> callback) {
      return watches_.Watch(descriptor, std::move(callback));
    };
    links.look = [this] { ++looks_; };
    links.changed = [this] { ++changes_; };
    desk_ = std::make_unique<LeaseDesk>(*std::move(folder), &clock_, std::move(links));
  }

  std::unique_ptr<Told> Apply(int chips, absl::Duration wait = absl::Seconds(60),
                              Reading<std::string> container = {}) {
    auto told = std::make_unique<Told>();
    Lessee lessee;
    lessee.pid = 77;
    lessee.start_ticks = 1234;
    lessee.container = std::move(container);
    LeaseRequest request;
    request.chips = chips;
    request.wait = wait;
    request.command = "train";
    ticket_ =
        desk_->Apply(lessee, request,
                     {[told = told.get()](int position) { told->positions.push_back(position); },
                      [told = told.get()](absl::StatusOr<LeaseGrant> grant) {
                        told->decided.push_back(std::move(grant));
                      }});
    return told;
  }

  // A look that begins a millisecond from now.
  void Look(ChipSet free = kTorusChips) {
    clock_.Advance(absl::Milliseconds(1));
    desk_->Offer(TorusOffer(clock_.Monotonic(), free));
  }

  const TemporaryDirectory directory_;
  FakeClock clock_;
  PolledWatches watches_;
  int looks_ = 0;
  int changes_ = 0;
  std::uint64_t ticket_ = 0;
  std::unique_ptr<LeaseDesk> desk_;
};

TEST_F(LeaseDeskTest, GrantsByALookFromAfterTheRequest) {
  const absl::Duration early = clock_.Monotonic();
  clock_.Advance(absl::Seconds(1));
  const auto told = Apply(4);
  EXPECT_EQ(looks_, 1);
  desk_->Offer(TorusOffer(early));
  EXPECT_THAT(told->decided, IsEmpty());
  Look();
  ASSERT_TRUE(told->IsGranted());
  EXPECT_EQ(told->grant().terms.chips, (ChipSet{0, 1, 2, 3}));
  EXPECT_EQ(told->grant().terms.visible_cores, "0-7");
  EXPECT_TRUE(told->grant().lifeline.valid());
  EXPECT_EQ(changes_, 1);
}

TEST_F(LeaseDeskTest, HasALeaseWithAllThatIsKnownOfIt) {
  const auto told = Apply(1, absl::Seconds(60));
  Look();
  ASSERT_EQ(desk_->leases().size(), 1u);
  const Lease lease = desk_->leases()[0];
  EXPECT_EQ(lease.id, told->grant().terms.id);
  EXPECT_EQ(lease.chips, ChipSet{0});
  EXPECT_EQ(lease.pid, 77);
  EXPECT_EQ(lease.start_ticks, 1234u);
  EXPECT_EQ(lease.command, "train");
  EXPECT_TRUE(lease.container.is_absent());
  EXPECT_EQ(lease.since, clock_.Now());
}

TEST_F(LeaseDeskTest, EndsALeaseWithItsLastDescriptor) {
  const auto told = Apply(16);
  Look();
  watches_.Poll();
  EXPECT_EQ(desk_->leases().size(), 1u);
  told->Die();
  watches_.Poll();
  EXPECT_THAT(desk_->leases(), IsEmpty());
  EXPECT_EQ(changes_, 2);
}

TEST_F(LeaseDeskTest, LooksAgainWhenAnEndedLeaseHasSettled) {
  const auto first = Apply(16);
  Look();
  const auto second = Apply(16);
  first->Die();
  watches_.Poll();
  looks_ = 0;
  Look();
  EXPECT_THAT(second->decided, IsEmpty());
  clock_.Advance(LeaseBook::kSettle);
  EXPECT_EQ(looks_, 1);
  Look();
  EXPECT_TRUE(second->IsGranted());
}

TEST_F(LeaseDeskTest, TakesBackWhatLivesFromTheDaemonBefore) {
  const auto living = Apply(4);
  const auto dead = Apply(4);
  Look();
  dead->Die();
  Start();
  ASSERT_EQ(desk_->leases().size(), 1u);
  EXPECT_EQ(desk_->leases()[0].chips, (ChipSet{0, 1, 2, 3}));
  EXPECT_THAT(desk_->problems(), IsEmpty());
  clock_.Advance(LeaseBook::kSettle);
  const auto next = Apply(4);
  Look();
  EXPECT_EQ(next->grant().terms.chips, (ChipSet{4, 5, 6, 7}));
  EXPECT_EQ(next->grant().terms.id, 3u);
  living->Die();
  watches_.Poll();
  EXPECT_EQ(desk_->leases().size(), 1u);
}

TEST_F(LeaseDeskTest, LetsSettleWhatEndedBeforeIt) {
  const auto dead = Apply(16);
  Look();
  dead->Die();
  Start();
  EXPECT_THAT(desk_->leases(), IsEmpty());
  const auto next = Apply(16);
  Look();
  EXPECT_THAT(next->decided, IsEmpty());
  clock_.Advance(LeaseBook::kSettle);
  Look();
  EXPECT_TRUE(next->IsGranted());
}

TEST_F(LeaseDeskTest, TellsThePlaceInTheQueueWhenItChanges) {
  const auto first = Apply(4);
  const std::uint64_t ticket = ticket_;
  const auto second = Apply(4);
  EXPECT_THAT(first->positions, IsEmpty());
  Look({});
  Look({});
  EXPECT_THAT(first->positions, ElementsAre(1));
  EXPECT_THAT(second->positions, ElementsAre(2));
  looks_ = 0;
  desk_->Withdraw(ticket);
  EXPECT_EQ(looks_, 1);
  Look({});
  EXPECT_THAT(second->positions, ElementsAre(2, 1));
  EXPECT_THAT(first->decided, IsEmpty());
}

TEST_F(LeaseDeskTest, RefusesWhenTheWaitIsOverAndSaysWhoHasTheChips) {
  const auto holder = Apply(8);
  Look();
  const auto told = Apply(16, absl::Seconds(30));
  Look({8, 9});
  clock_.Advance(absl::Seconds(30) - absl::Milliseconds(2));
  EXPECT_THAT(told->decided, IsEmpty());
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_EQ(told->Refusal(),
            absl::DeadlineExceededError(
                "no lease within 30s: no valid group of 16 chips is free for those who wait; free: "
                "8-9; leased: 0-7 to pid 77 (train); try again, or give a longer --wait"));
}

TEST_F(LeaseDeskTest, RefusesAtTheFirstLookOneWhoDoesNotWait) {
  const auto told = Apply(4, absl::ZeroDuration());
  Look({0, 1, 2});
  EXPECT_TRUE(absl::IsDeadlineExceeded(told->Refusal())) << told->Refusal();
  EXPECT_THAT(told->positions, IsEmpty());
  const auto served = Apply(1, absl::ZeroDuration());
  Look();
  EXPECT_TRUE(served->IsGranted());
}

TEST_F(LeaseDeskTest, RefusesWhenNoLookComes) {
  const auto told = Apply(4, absl::ZeroDuration());
  clock_.Advance(LeaseDesk::kPatience);
  EXPECT_TRUE(absl::IsDeadlineExceeded(told->Refusal()));
  EXPECT_TRUE(absl::StrContains(told->Refusal().message(), "could not look at the chips"));
}

TEST_F(LeaseDeskTest, RefusesAtOnceWhatWillNeverBe) {
  const auto told = Apply(5);
  Look({});
  EXPECT_TRUE(absl::IsFailedPrecondition(told->Refusal()));
}

TEST_F(LeaseDeskTest, RefusesIfTheLeaseCannotBeWrittenDown) {
  const auto told = Apply(1);
  ASSERT_EQ(std::rename(directory_.Path("leases").c_str(), directory_.Path("gone").c_str()), 0);
  Look();
  EXPECT_TRUE(absl::IsNotFound(told->Refusal())) << told->Refusal();
  EXPECT_THAT(desk_->leases(), IsEmpty());
}

TEST_F(LeaseDeskTest, TakesNoLookForFresherOrStalerWhenTheWallClockJumps) {
  const absl::Duration early = clock_.Monotonic();
  clock_.Advance(absl::Seconds(1));
  const auto told = Apply(1);
  clock_.JumpWall(-absl::Hours(5));
  desk_->Offer(TorusOffer(early));
  EXPECT_THAT(told->decided, IsEmpty()) << "it began before the request";
  clock_.Advance(absl::Milliseconds(1));
  const absl::Duration late = clock_.Monotonic();
  clock_.JumpWall(absl::Hours(9));
  desk_->Offer(TorusOffer(late));
  EXPECT_TRUE(told->IsGranted());
}

TEST_F(LeaseDeskTest, GrantsNothingOfALeaseThatItCannotReadUntilItCan) {
  const auto living = Apply(4);
  Look();
  const std::string record = directory_.Path("leases/1.lease");
  const std::string bytes = ReadFile(record).value();
  directory_.Write("leases/1.lease", "garbled");
  Start();
  EXPECT_THAT(desk_->leases(), IsEmpty());
  ASSERT_EQ(desk_->unclear().size(), 1u);
  EXPECT_TRUE(absl::StrContains(desk_->unclear()[0].why.message(), record));
  const auto next = Apply(1);
  Look();
  Look();
  EXPECT_THAT(next->decided, IsEmpty());
  EXPECT_EQ(desk_->unclear().size(), 1u);
  changes_ = 0;
  directory_.Write("leases/1.lease", bytes);
  Look();
  ASSERT_TRUE(next->IsGranted());
  EXPECT_EQ(next->grant().terms.chips, ChipSet{4});
  EXPECT_EQ(desk_->leases().size(), 2u);
  EXPECT_THAT(desk_->unclear(), IsEmpty());
  EXPECT_EQ(changes_, 2) << "one was read, one was given";
  living->Die();
  watches_.Poll();
  EXPECT_EQ(desk_->leases().size(), 1u);
}

TEST_F(LeaseDeskTest, GrantsAgainWhenTheLesseeOfAnUnreadLeaseIsGone) {
  const auto living = Apply(4);
  Look();
  directory_.Write("leases/1.lease", "garbled");
  Start();
  const auto next = Apply(16);
  Look();
  living->Die();
  Look();
  EXPECT_TRUE(next->IsGranted());
  EXPECT_THAT(desk_->unclear(), IsEmpty());
}

TEST_F(LeaseDeskTest, KnowsTheContainersThatUseLeasesUntilTheyAreGone) {
  const auto look = [this](std::map<std::string, Reading<ChipSet>> mapped) {
    clock_.Advance(absl::Milliseconds(1));
    LeaseOffer offer = TorusOffer(clock_.Monotonic());
    offer.mapped = std::move(mapped);
    desk_->Offer(offer);
  };
  const auto told = Apply(4, absl::Seconds(60), std::string("a"));
  look({});
  EXPECT_THAT(desk_->containers(), ElementsAre("a"));
  look({{"a", ChipSet{8, 9, 10, 11}}});
  ASSERT_TRUE(told->IsGranted());
  EXPECT_EQ(told->grant().terms.visible_cores, "0-7");
  Start();
  look({});
  EXPECT_THAT(desk_->containers(), ElementsAre("a"));
  told->Die();
  watches_.Poll();
  look({{"a", ChipSet()}});
  EXPECT_THAT(desk_->containers(), ElementsAre("a"));
  look({});
  EXPECT_THAT(desk_->containers(), IsEmpty());
}

TEST_F(LeaseDeskTest, SaysNoMoreToThoseWhoWaitWhenItIsGone) {
  const auto told = Apply(4);
  desk_.reset();
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(told->decided, IsEmpty());
}

}  // namespace
}  // namespace neuron
