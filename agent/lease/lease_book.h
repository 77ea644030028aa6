#ifndef AGENT_LEASE_LEASE_BOOK_H_
#define AGENT_LEASE_LEASE_BOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/lease/lease_offer.h"
#include "agent/workload/lease.h"

namespace neuron {

// Who wants chips, and since when by a clock that never goes back.
struct LeaseWish {
  // Grows from wish to wish.
  std::uint64_t ticket = 0;
  int chips = 0;
  Reading<std::string> container;
  absl::Duration asked_at;
};

// What became of a wish: the chips, and all that the process sees; or why it never will be granted.
struct LeaseDecision {
  struct Place {
    ChipSet chips;
    ChipSet visible;
  };
  std::uint64_t ticket = 0;
  absl::StatusOr<Place> place;
};

// The leases that there are, and the queue of those who wait for one. State and rules only: no
// clock, no files.
//
// Leases never overlap, and are given only of chips that a look found free which began after the
// wish was made, and at least kSettle after the last lease of the chip had ended: the driver cleans
// up after a process for up to that long (its descriptors are gone from /proc by then).
//
// The queue is fair: first come, first served, and nobody is given a chip that is of use to one who
// came before and waits. So nobody starves; one who cannot use the chips in question (his container
// was not given them) holds up nobody.
class LeaseBook {
 public:
  static constexpr absl::Duration kSettle = absl::Seconds(1);

  // At the end of the queue.
  void Queue(LeaseWish wish);
  // Out of the queue; nothing if it is not in there.
  void Withdraw(std::uint64_t ticket);

  // What this look decides, in the order of the queue; those wishes leave it. Chips that are given
  // must be entered by Add() before the next call.
  std::vector<LeaseDecision> Decide(const LeaseOffer& offer);

  // 1 for the head of the queue, 0 for one that is not in it.
  int PositionOf(std::uint64_t ticket) const;
  // Why the last look that could have granted it did not; OK if none was there yet.
  absl::Status WhyNotYet(std::uint64_t ticket) const;

  // REQUIRES: its chips are in no other lease.
  void Add(Lease lease);
  // Nothing if there is no such lease. `at` by the wishes' clock.
  void End(std::uint64_t lease, absl::Duration at);

  const std::vector<Lease>& leases() const { return leases_; }
  // Ids of the containers of those who wait, with repetitions.
  std::vector<std::string> waiting_containers() const;

 private:
  struct Waiting {
    LeaseWish wish;
    absl::Status why;
  };
  struct Ended {
    ChipSet chips;
    absl::Duration at;
  };

  ChipSet TakenAt(absl::Duration look);
  const Waiting* Find(std::uint64_t ticket) const;

  std::vector<Waiting> queue_;
  std::vector<Lease> leases_;
  // Until they have settled.
  std::vector<Ended> ended_;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_BOOK_H_
