#include "agent/lease/lease_desk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/lease/lease_scarcity.h"
#include "agent/lease/visible_cores.h"

namespace neuron {

LeaseDesk::LeaseDesk(LeaseFolder folder, Clock* clock, Links links)
    : folder_(std::move(folder)), clock_(clock), links_(std::move(links)) {
  Reclaim();
}

LeaseDesk::~LeaseDesk() = default;

void LeaseDesk::Reclaim() {
  LeaseFolder::Reclaimed reclaimed = folder_.Reclaim();
  unclear_ = std::move(reclaimed.unclear);
  problems_.insert(problems_.end(), reclaimed.problems.begin(), reclaimed.problems.end());
  // When is not known: the driver may be at its clean-up still.
  for (Lease& lease : reclaimed.ended) {
    const std::uint64_t id = lease.id;
    book_.Add(std::move(lease));
    book_.End(id, clock_->Monotonic());
  }
  for (LeaseFolder::Kept& kept : reclaimed.alive) {
    Keep(std::move(kept.lease), std::move(kept.daemon_end));
  }
}

void LeaseDesk::ReclaimUnclear() {
  const std::size_t before = unclear_.size();
  if (before == 0) {
    return;
  }
  const std::uint64_t first = unclear_.front().id;
  Reclaim();
  // Only the whole folder, which has no id, becomes more than one.
  if (unclear_.size() != before || unclear_.front().id != first) {
    links_.changed();
  }
}

std::uint64_t LeaseDesk::Apply(Lessee lessee, LeaseRequest request, Applicant applicant) {
  const std::uint64_t ticket = ++last_ticket_;
  LeaseWish wish;
  wish.ticket = ticket;
  wish.chips = request.chips;
  wish.container = lessee.container;
  wish.asked_at = clock_->Monotonic();
  Waiting waiting;
  waiting.asked_at = wish.asked_at;
  waiting.alarm =
      clock_->CallAfter(std::max(request.wait, kPatience), [this, ticket] { GiveUp(ticket); });
  if (lessee.container.has_value()) {
    containers_.insert(lessee.container.value());
  }
  waiting.lessee = std::move(lessee);
  waiting.request = std::move(request);
  waiting.applicant = std::move(applicant);
  book_.Queue(std::move(wish));
  waiting_[ticket] = std::move(waiting);
  links_.look();
  return ticket;
}

void LeaseDesk::Withdraw(std::uint64_t ticket) {
  if (waiting_.erase(ticket) > 0) {
    book_.Withdraw(ticket);
    LookForWaiting();
  }
}

void LeaseDesk::Offer(const LeaseOffer& offer) {
  ReclaimUnclear();
  LeaseOffer clear = offer;
  for (const UnclearLease& lease : unclear_) {
    clear.free = ChipSet(clear.free.bits() & ~lease.chips.bits());
  }
  std::vector<LeaseDecision> decisions = book_.Decide(clear);
  free_ = clear.free;
  for (LeaseDecision& decision : decisions) {
    Decide(offer, std::move(decision));
  }
  TellWaiting();
  ForgetGone(offer);
}

// May destroy the applicant, not this.
void LeaseDesk::Decide(const LeaseOffer& offer, LeaseDecision decision) {
  auto node = waiting_.extract(decision.ticket);
  if (node.empty()) {
    return;
  }
  absl::StatusOr<LeaseGrant> grant =
      decision.place.ok() ? Grant(offer, node.mapped(), *decision.place) : decision.place.status();
  const bool granted = grant.ok();
  node.mapped().applicant.decided(std::move(grant));
  if (granted) {
    links_.changed();
  }
}

absl::StatusOr<LeaseGrant> LeaseDesk::Grant(const LeaseOffer& offer, const Waiting& waiting,
                                            const LeaseDecision::Place& place) {
  LeaseGrant grant;
  NEURON_ASSIGN_OR_RETURN(
      grant.terms.visible_cores,
      VisibleCores(offer.cores, place.visible, place.chips, waiting.request.logical_core_size));
  Lease lease;
  lease.chips = place.chips;
  lease.pid = waiting.lessee.pid;
  lease.start_ticks = waiting.lessee.start_ticks;
  lease.command = waiting.request.command;
  lease.container = waiting.lessee.container;
  lease.since = clock_->Now();
  NEURON_ASSIGN_OR_RETURN(Lifeline lifeline, folder_.Make(&lease));
  grant.terms.id = lease.id;
  grant.terms.chips = lease.chips;
  grant.lifeline = std::move(lifeline.lessee_end);
  Keep(std::move(lease), std::move(lifeline.daemon_end));
  return grant;
}

void LeaseDesk::Keep(Lease lease, UniqueFd daemon_end) {
  const std::uint64_t id = lease.id;
  if (lease.container.has_value()) {
    containers_.insert(lease.container.value());
  }
  book_.Add(std::move(lease));
  Line& line = lines_[id];
  line.end = std::move(daemon_end);
  // The lessee never writes and the daemon never reads: all that can happen is the end.
  line.watch = links_.watch(line.end.get(), [this, id] { End(id); });
}

void LeaseDesk::End(std::uint64_t lease) {
  lines_.erase(lease);
  folder_.Remove(lease);
  book_.End(lease, clock_->Monotonic());
  settled_ = clock_->CallAfter(LeaseBook::kSettle, [this] { LookForWaiting(); });
  links_.changed();
}

void LeaseDesk::TellWaiting() {
  std::vector<std::uint64_t> tickets;
  for (const auto& entry : waiting_) {
    tickets.push_back(entry.first);
  }
  for (std::uint64_t ticket : tickets) {
    const auto found = waiting_.find(ticket);
    if (found != waiting_.end() && !book_.WhyNotYet(ticket).ok()) {
      TellPosition(ticket, &found->second);
    }
  }
}

// May destroy the applicant.
void LeaseDesk::TellPosition(std::uint64_t ticket, Waiting* waiting) {
  const absl::Duration left = waiting->asked_at + waiting->request.wait - clock_->Monotonic();
  if (left <= absl::ZeroDuration()) {
    GiveUp(ticket);
    return;
  }
  const int position = book_.PositionOf(ticket);
  const int told = std::exchange(waiting->told_position, position);
  if (told == 0) {
    // He has been considered: his own patience counts now.
    waiting->alarm = clock_->CallAfter(left, [this, ticket] { GiveUp(ticket); });
  }
  if (told != position) {
    const std::function<void(int)> queued = waiting->applicant.queued;
    queued(position);
  }
}

void LeaseDesk::GiveUp(std::uint64_t ticket) {
  const absl::Status why = book_.WhyNotYet(ticket);
  book_.Withdraw(ticket);
  auto node = waiting_.extract(ticket);
  if (node.empty()) {
    return;
  }
  const std::string reason =
      why.ok() ? std::string("the agent could not look at the chips in time; see neuronctl ls")
               : absl::StrCat(why.message(), "; ", ScarcityText(free_, book_.leases()));
  node.mapped().applicant.decided(absl::DeadlineExceededError(
      absl::StrCat("no lease within ", absl::FormatDuration(node.mapped().request.wait), ": ",
                   reason, "; try again, or give a longer --wait")));
  LookForWaiting();
}

void LeaseDesk::LookForWaiting() {
  if (!waiting_.empty()) {
    links_.look();
  }
}

void LeaseDesk::ForgetGone(const LeaseOffer& offer) {
  std::set<std::string> needed;
  for (const std::string& container : book_.waiting_containers()) {
    needed.insert(container);
  }
  for (const Lease& lease : book_.leases()) {
    needed.insert(lease.container.has_value() ? lease.container.value() : "");
  }
  for (auto each = containers_.begin(); each != containers_.end();) {
    const bool gone = needed.count(*each) == 0 && offer.mapped.count(*each) == 0;
    each = gone ? containers_.erase(each) : std::next(each);
  }
}

}  // namespace neuron
