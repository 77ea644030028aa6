#include "agent/lease/lease_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/lease/group_choice.h"
#include "agent/lease/lease_prospect.h"

namespace neuron {
namespace {

ChipSet Without(ChipSet chips, ChipSet taken) { return ChipSet(chips.bits() & ~taken.bits()); }

ChipSet Together(ChipSet a, ChipSet b) { return ChipSet(a.bits() | b.bits()); }

ChipSet Together(const std::vector<ChipSet>& sets) {
  ChipSet all;
  for (ChipSet set : sets) {
    all = Together(all, set);
  }
  return all;
}

// One pass over the queue: what is still to be had.
class Round {
 public:
  Round(const LeaseOffer& offer, ChipSet free) : offer_(offer), free_(free) {}

  // Unavailable for one who has to wait.
  absl::StatusOr<LeaseDecision::Place> Serve(const LeaseWish& wish) {
    const absl::StatusOr<LeaseProspect> prospect = ProspectOf(wish.chips, wish.container, offer_);
    if (!prospect.ok()) {
      return prospect.status();
    }
    const absl::optional<ChipSet> chosen =
        ChooseGroup(prospect->groups, offer_.groups, Without(free_, claimed_));
    if (!chosen.has_value()) {
      claimed_ = Together(claimed_, Together(prospect->groups));
      return absl::UnavailableError(absl::StrCat("no valid group of ", wish.chips,
                                                 wish.chips == 1 ? " chip" : " chips",
                                                 " is free for those who wait"));
    }
    free_ = Without(free_, *chosen);
    return LeaseDecision::Place{*chosen, prospect->visible};
  }

 private:
  const LeaseOffer& offer_;
  ChipSet free_;
  // Of use to those who were before and wait.
  ChipSet claimed_;
};

}  // namespace

void LeaseBook::Queue(LeaseWish wish) { queue_.push_back({std::move(wish), absl::OkStatus()}); }

void LeaseBook::Withdraw(std::uint64_t ticket) {
  queue_.erase(
      std::remove_if(queue_.begin(), queue_.end(),
                     [ticket](const Waiting& waiting) { return waiting.wish.ticket == ticket; }),
      queue_.end());
}

std::vector<LeaseDecision> LeaseBook::Decide(const LeaseOffer& offer) {
  std::vector<LeaseDecision> decisions;
  Round round(offer, Without(offer.free, TakenAt(offer.began)));
  for (Waiting& waiting : queue_) {
    if (waiting.wish.asked_at >= offer.began) {
      continue;
    }
    absl::StatusOr<LeaseDecision::Place> place = round.Serve(waiting.wish);
    if (absl::IsUnavailable(place.status())) {
      waiting.why = place.status();
    } else {
      decisions.push_back({waiting.wish.ticket, std::move(place)});
    }
  }
  for (const LeaseDecision& decision : decisions) {
    Withdraw(decision.ticket);
  }
  return decisions;
}

// Chips that are leased, or were until too short a time before that look.
ChipSet LeaseBook::TakenAt(absl::Duration look) {
  ended_.erase(std::remove_if(ended_.begin(), ended_.end(),
                              [look](const Ended& ended) { return ended.at + kSettle <= look; }),
               ended_.end());
  ChipSet taken;
  for (const Ended& ended : ended_) {
    taken = Together(taken, ended.chips);
  }
  for (const Lease& lease : leases_) {
    taken = Together(taken, lease.chips);
  }
  return taken;
}

int LeaseBook::PositionOf(std::uint64_t ticket) const {
  const Waiting* const found = Find(ticket);
  return found == nullptr ? 0 : static_cast<int>(found - queue_.data()) + 1;
}

absl::Status LeaseBook::WhyNotYet(std::uint64_t ticket) const {
  const Waiting* const found = Find(ticket);
  return found == nullptr ? absl::OkStatus() : found->why;
}

const LeaseBook::Waiting* LeaseBook::Find(std::uint64_t ticket) const {
  const auto found = std::find_if(queue_.begin(), queue_.end(), [ticket](const Waiting& waiting) {
    return waiting.wish.ticket == ticket;
  });
  return found == queue_.end() ? nullptr : &*found;
}

void LeaseBook::Add(Lease lease) { leases_.push_back(std::move(lease)); }

void LeaseBook::End(std::uint64_t lease, absl::Duration at) {
  const auto found = std::find_if(leases_.begin(), leases_.end(),
                                  [lease](const Lease& each) { return each.id == lease; });
  if (found != leases_.end()) {
    ended_.push_back({found->chips, at});
    leases_.erase(found);
  }
}

std::vector<std::string> LeaseBook::waiting_containers() const {
  std::vector<std::string> containers;
  for (const Waiting& waiting : queue_) {
    if (waiting.wish.container.has_value()) {
      containers.push_back(waiting.wish.container.value());
    }
  }
  return containers;
}

}  // namespace neuron
