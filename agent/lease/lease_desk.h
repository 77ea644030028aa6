#ifndef AGENT_LEASE_LEASE_DESK_H_
#define AGENT_LEASE_LEASE_DESK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/clock.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/lease/lease_book.h"
#include "agent/lease/lease_folder.h"
#include "agent/lease/lease_offer.h"
#include "agent/lease/lease_request.h"
#include "agent/lease/lessee.h"
#include "agent/workload/lease.h"

namespace neuron {

// What the lessee is handed. The lease lives for as long as `lifeline` is open anywhere.
struct LeaseGrant {
  LeaseTerms terms;
  UniqueFd lifeline;
};

// Gives chips to those who ask, takes them back when their lifeline is cut, and remembers both in a
// LeaseFolder, so that leases outlive this object: a new one starts with those that still live. Of
// one that cannot be read no chip is granted until it can, which is tried with each look, or until
// its lessee is gone.
//
// Nothing is granted but by a look at the host that began after the request (LeaseBook). Loop
// thread, on which all callbacks come too, none of them from within Apply() or Withdraw().
class LeaseDesk {
 public:
  // How long a look may take before one who does not want to wait any longer is sent away.
  static constexpr absl::Duration kPatience = absl::Seconds(5);

  // What the desk needs of the daemon.
  struct Links {
    // Loop::Watch.
    std::function<std::unique_ptr<DescriptorWatch>(int descriptor, std::function<void()> callback)>
        watch;
    // Asks for a fresh look at the host, and an Offer() of it after this returns.
    std::function<void()> look;
    // leases() has changed: the snapshot should show it.
    std::function<void()> changed;
  };

  // One who waits.
  struct Applicant {
    // His place in the queue after a look that did not serve him; whenever it is another.
    std::function<void(int position)> queued;
    // The last word. FailedPrecondition: never. DeadlineExceeded: not within the wait; the message
    // says who has the chips. Else as LeaseFolder::Make or VisibleCores.
    std::function<void(absl::StatusOr<LeaseGrant>)> decided;
  };

  // Takes back what lives in the folder; what has ended meanwhile counts as ended now. `clock` is
  // borrowed.
  LeaseDesk(LeaseFolder folder, Clock* clock, Links links);
  LeaseDesk(const LeaseDesk&) = delete;
  LeaseDesk& operator=(const LeaseDesk&) = delete;
  // Those who wait hear no more. Leases stay.
  ~LeaseDesk();

  // To the end of the queue; returns the ticket.
  std::uint64_t Apply(Lessee lessee, LeaseRequest request, Applicant applicant);
  // He has left. Nothing if he is not in the queue.
  void Withdraw(std::uint64_t ticket);

  // A look was taken.
  void Offer(const LeaseOffer& offer);

  const std::vector<Lease>& leases() const { return book_.leases(); }
  // Ids of the containers that have asked for a lease, whether they have one, wait for it or have
  // given it back. One that is gone is forgotten with the next look.
  const std::set<std::string>& containers() const { return containers_; }
  // What could not be read so far.
  const std::vector<UnclearLease>& unclear() const { return unclear_; }
  // What is in the folder and no lease: one line each.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Waiting {
    Lessee lessee;
    LeaseRequest request;
    Applicant applicant;
    absl::Duration asked_at;
    int told_position = 0;
    std::unique_ptr<Alarm> alarm;
  };

  void Reclaim();
  void ReclaimUnclear();
  void Keep(Lease lease, UniqueFd daemon_end);
  void End(std::uint64_t lease);
  void Decide(const LeaseOffer& offer, LeaseDecision decision);
  absl::StatusOr<LeaseGrant> Grant(const LeaseOffer& offer, const Waiting& waiting,
                                   const LeaseDecision::Place& place);
  void TellWaiting();
  void TellPosition(std::uint64_t ticket, Waiting* waiting);
  void GiveUp(std::uint64_t ticket);
  void LookForWaiting();
  void ForgetGone(const LeaseOffer& offer);

  LeaseFolder folder_;
  Clock* const clock_;
  const Links links_;
  LeaseBook book_;
  std::uint64_t last_ticket_ = 0;
  std::map<std::uint64_t, Waiting> waiting_;
  // By lease: the daemon's end of its lifeline, and the watch on that.
  struct Line {
    UniqueFd end;
    std::unique_ptr<DescriptorWatch> watch;
  };
  std::map<std::uint64_t, Line> lines_;
  // Looks again once chips whose lease has ended may be given again.
  std::unique_ptr<Alarm> settled_;
  // By the last offer.
  ChipSet free_;
  std::set<std::string> containers_;
  std::vector<UnclearLease> unclear_;
  std::vector<std::string> problems_;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_DESK_H_
