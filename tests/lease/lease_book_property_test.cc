// Random wishes, withdrawals, ends and looks against what the book promises.

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>

#include "agent/lease/lease_book.h"
#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

constexpr int kSizes[] = {1, 4, 8, 16, 3};
const ChipSet kGiven[] = {kTorusChips, {0, 1, 2, 3}, {4, 5, 6, 7, 8, 9, 10, 11}};

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      offer_.mapped[std::string(1, static_cast<char>('a' + i))] = kGiven[i];
    }
  }

  void Step() {
    now_ += absl::Milliseconds(Below(700));
    switch (Below(4)) {
      case 0:
        Wish();
        break;
      case 1:
        EndOne();
        break;
      case 2:
        WithdrawOne();
        break;
      default:
        Look(ChipSet(random_() & random_() & kTorusChips.bits()));
    }
  }

  // Everybody leaves what he was given, and all chips are free: nobody waits for ever.
  void Drain() {
    for (int round = 0; round < 100 && !waiting_.empty(); ++round) {
      while (!leases_.empty()) {
        EndOne();
      }
      now_ += absl::Seconds(2);
      Look(kTorusChips);
    }
    EXPECT_TRUE(waiting_.empty());
  }

 private:
  int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  void Wish() {
    LeaseWish wish;
    wish.ticket = ++last_;
    wish.chips = kSizes[Below(5)];
    if (Below(2) == 0) {
      wish.container = std::string(1, static_cast<char>('a' + Below(3)));
    }
    wish.asked_at = now_;
    book_.Queue(wish);
    waiting_[wish.ticket] = wish;
  }

  void WithdrawOne() {
    if (!waiting_.empty() && Below(4) == 0) {
      book_.Withdraw(waiting_.begin()->first);
      waiting_.erase(waiting_.begin());
    }
  }

  void EndOne() {
    if (!leases_.empty()) {
      const auto one = std::next(leases_.begin(), Below(static_cast<int>(leases_.size())));
      for (int chip : one->second.chips()) {
        ended_[chip] = now_;
      }
      book_.End(one->first, now_);
      leases_.erase(one);
    }
  }

  void Look(ChipSet free) {
    // It takes a while until a look is told.
    const absl::Duration taken_at = now_ - absl::Milliseconds(Below(500));
    offer_.free = free;
    offer_.began = taken_at;
    for (const LeaseDecision& decision : book_.Decide(offer_)) {
      const LeaseWish wish = waiting_.at(decision.ticket);
      waiting_.erase(decision.ticket);
      EXPECT_LT(wish.asked_at, taken_at);
      if (!decision.place.ok()) {
        EXPECT_TRUE(absl::IsFailedPrecondition(decision.place.status()));
        continue;
      }
      CheckPlace(wish, *decision.place, taken_at);
      Lease lease;
      lease.id = decision.ticket;
      lease.chips = decision.place->chips;
      leases_[lease.id] = lease.chips;
      book_.Add(lease);
    }
  }

  ChipSet VisibleTo(const LeaseWish& wish) const {
    return wish.container.has_value() ? offer_.mapped.at(wish.container.value()).value()
                                      : kTorusChips;
  }

  void CheckPlace(const LeaseWish& wish, const LeaseDecision::Place& place,
                  absl::Duration taken_at) {
    const ChipSet chips = place.chips;
    EXPECT_EQ(chips.size(), wish.chips);
    EXPECT_NE(std::find(offer_.groups.begin(), offer_.groups.end(), chips), offer_.groups.end());
    EXPECT_TRUE(offer_.free.ContainsAll(chips));
    EXPECT_TRUE(VisibleTo(wish).ContainsAll(chips));
    for (const auto& lease : leases_) {
      EXPECT_EQ(lease.second.bits() & chips.bits(), 0u);
    }
    for (int chip : chips.chips()) {
      EXPECT_TRUE(ended_.count(chip) == 0 || ended_[chip] + LeaseBook::kSettle <= taken_at);
    }
    CheckFairness(wish, chips, taken_at);
  }

  // Nobody who came before, and was considered, waits for one of these chips.
  void CheckFairness(const LeaseWish& wish, ChipSet chips, absl::Duration taken_at) {
    for (const auto& before : waiting_) {
      if (before.first > wish.ticket || before.second.asked_at >= taken_at) {
        continue;
      }
      for (ChipSet group : offer_.groups) {
        const bool wanted =
            group.size() == before.second.chips && VisibleTo(before.second).ContainsAll(group);
        EXPECT_FALSE(wanted && (group.bits() & chips.bits()) != 0);
      }
    }
  }

  std::mt19937 random_;
  LeaseOffer offer_ = TorusOffer(absl::ZeroDuration());
  LeaseBook book_;
  absl::Duration now_ = absl::Seconds(100);
  std::uint64_t last_ = 0;
  std::map<std::uint64_t, LeaseWish> waiting_;
  std::map<std::uint64_t, ChipSet> leases_;
  std::map<int, absl::Duration> ended_;
};

TEST(LeaseBook, KeepsItsPromisesWhateverHappens) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    World world(seed);
    for (int step = 0; step < 200; ++step) {
      world.Step();
    }
    world.Drain();
    if (testing::Test::HasFailure()) {
      return;
    }
  }
}

}  // namespace
}  // namespace neuron
