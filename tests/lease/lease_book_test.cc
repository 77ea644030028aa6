#include "agent/lease/lease_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LeaseBookTest : public testing::Test {
 protected:
  std::uint64_t Want(int chips, Reading<std::string> container = {}) {
    LeaseWish wish;
    wish.ticket = ++ticket_;
    wish.chips = chips;
    wish.container = std::move(container);
    wish.asked_at = now_;
    book_.Queue(wish);
    return wish.ticket;
  }

  // A look that begins a second from now, and what it grants, as leases with the tickets' numbers.
  std::vector<LeaseDecision> Look(ChipSet free, const LeaseOffer& offer) {
    now_ += absl::Seconds(1);
    LeaseOffer seen = offer;
    seen.free = free;
    seen.began = now_;
    std::vector<LeaseDecision> decisions = book_.Decide(seen);
    for (const LeaseDecision& decision : decisions) {
      if (decision.place.ok()) {
        Lease lease;
        lease.id = decision.ticket;
        lease.chips = decision.place->chips;
        book_.Add(lease);
      }
    }
    return decisions;
  }
  std::vector<LeaseDecision> Look(ChipSet free = kTorusChips) { return Look(free, offer_); }

  static std::vector<std::uint64_t> Tickets(const std::vector<LeaseDecision>& decisions) {
    std::vector<std::uint64_t> tickets;
    for (const LeaseDecision& decision : decisions) {
      tickets.push_back(decision.ticket);
    }
    return tickets;
  }

  LeaseOffer offer_ = TorusOffer(absl::ZeroDuration());
  LeaseBook book_;
  absl::Duration now_ = absl::Seconds(100);
  std::uint64_t ticket_ = 0;
};

TEST_F(LeaseBookTest, GivesFreeChips) {
  Want(4);
  const std::vector<LeaseDecision> decisions = Look();
  ASSERT_EQ(decisions.size(), 1u);
  ASSERT_TRUE(decisions[0].place.ok());
  EXPECT_EQ(decisions[0].place->chips, (ChipSet{0, 1, 2, 3}));
  EXPECT_EQ(decisions[0].place->visible, kTorusChips);
}

TEST_F(LeaseBookTest, NeverGivesAChipTwice) {
  for (int i = 0; i < 5; ++i) {
    Want(4);
  }
  EXPECT_THAT(Tickets(Look()), ElementsAre(1, 2, 3, 4));
  ChipSet all;
  for (const Lease& lease : book_.leases()) {
    EXPECT_EQ(all.bits() & lease.chips.bits(), 0u);
    all = ChipSet(all.bits() | lease.chips.bits());
  }
  // The look may not have seen the leases: it is the book that knows of them.
  EXPECT_THAT(Look(), IsEmpty());
}

TEST_F(LeaseBookTest, GivesNothingByALookFromBeforeTheWish) {
  Want(1);
  EXPECT_THAT(book_.Decide(TorusOffer(now_)), IsEmpty());
  EXPECT_TRUE(book_.WhyNotYet(1).ok());
  EXPECT_THAT(Tickets(Look()), ElementsAre(1));
}

TEST_F(LeaseBookTest, RefusesWhatWillNeverBe) {
  Want(3);
  const std::vector<LeaseDecision> decisions = Look();
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_TRUE(absl::IsFailedPrecondition(decisions[0].place.status()));
  EXPECT_EQ(book_.PositionOf(1), 0);
}

TEST_F(LeaseBookTest, KeepsTheOrderOfTheQueue) {
  Want(8);
  Want(1);
  EXPECT_THAT(Look({0, 1, 2, 3}), IsEmpty());
  EXPECT_EQ(book_.PositionOf(1), 1);
  EXPECT_EQ(book_.PositionOf(2), 2);
  EXPECT_TRUE(absl::IsUnavailable(book_.WhyNotYet(2)));
  EXPECT_THAT(Tickets(Look()), ElementsAre(1, 2));
}

TEST_F(LeaseBookTest, HoldsNobodyUpForChipsThatAreOfNoUseToThoseBefore) {
  offer_.mapped["a"] = ChipSet{0, 1, 2, 3};
  Want(4, std::string("a"));
  Want(1);
  EXPECT_THAT(Tickets(Look({0, 9})), ElementsAre(2));
  EXPECT_EQ(book_.leases()[0].chips, ChipSet{9});
}

TEST_F(LeaseBookTest, HoldsNobodyUpForOneWhoseContainerIsNotKnown) {
  Want(4, std::string("a"));
  Want(4);
  EXPECT_THAT(Tickets(Look()), ElementsAre(2));
  offer_.mapped["a"] = kTorusChips;
  EXPECT_THAT(Tickets(Look()), ElementsAre(1));
}

TEST_F(LeaseBookTest, LetsTheNextOneUpWhenTheFirstLeaves) {
  Want(16);
  Want(4);
  EXPECT_THAT(Look({0, 1, 2, 3}), IsEmpty());
  book_.Withdraw(1);
  book_.Withdraw(77);
  EXPECT_EQ(book_.PositionOf(2), 1);
  EXPECT_THAT(Tickets(Look({0, 1, 2, 3})), ElementsAre(2));
}

TEST_F(LeaseBookTest, GivesAChipAgainOnceTheDriverHasCleanedUp) {
  Want(16);
  Look();
  Want(16);
  book_.End(1, now_ + absl::Milliseconds(500));
  book_.End(77, now_);
  EXPECT_THAT(Look(), IsEmpty());
  EXPECT_THAT(Tickets(Look()), ElementsAre(2));
}

TEST_F(LeaseBookTest, KnowsTheContainersOfThoseWhoWait) {
  Want(1, std::string("a"));
  Want(1);
  EXPECT_THAT(book_.waiting_containers(), ElementsAre("a"));
}

}  // namespace
}  // namespace neuron
