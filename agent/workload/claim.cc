#include "agent/workload/claim.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "agent/workload/known_container.h"
#include "agent/workload/mapped_rule.h"

namespace neuron {
namespace {

void SetContainer(const Reading<std::string>& container, const Evidence& evidence, Claim* claim) {
  if (container.has_value()) {
    claim->container = container.value();
    claim->task = TaskOf(evidence.containers, claim->container);
  }
}

Claim ClaimOf(const Holder& holder, const Evidence& evidence) {
  Claim claim;
  claim.layer = Layer::kHeld;
  claim.since = holder.since;
  claim.pid = holder.pid;
  claim.start_ticks = holder.start_ticks;
  SetContainer(holder.container, evidence, &claim);
  return claim;
}

Claim ClaimOf(const Container& container, const Evidence& evidence,
              const AllocationPolicy& policy) {
  Claim claim;
  claim.layer = Layer::kMapped;
  claim.why = std::string(ExemptionOf(container, evidence, policy));
  claim.takes = claim.why.empty();
  claim.since = container.seen_at;
  claim.pid = container.pid;
  claim.start_ticks = container.start_ticks;
  SetContainer(container.id, evidence, &claim);
  return claim;
}

Claim ClaimOf(const Lease& lease, const Evidence& evidence) {
  Claim claim;
  claim.layer = Layer::kLeased;
  claim.since = lease.since;
  claim.pid = lease.pid;
  claim.start_ticks = lease.start_ticks;
  SetContainer(lease.container, evidence, &claim);
  return claim;
}

Claim ClaimOf(const Reservation& reservation, const Evidence& evidence) {
  Claim claim;
  claim.layer = Layer::kReserved;
  claim.why = reservation.why;
  claim.since = reservation.since;
  claim.container = reservation.container;
  claim.task = reservation.task_arn.empty() ? TaskOf(evidence.containers, claim.container)
                                            : reservation.task_arn;
  return claim;
}

}  // namespace

std::vector<Claim> ClaimsOn(int chip, const Evidence& evidence, const AllocationPolicy& policy) {
  std::vector<Claim> claims;
  for (const Holder& holder : evidence.holders.holders) {
    if (holder.held.Contains(chip)) {
      claims.push_back(ClaimOf(holder, evidence));
    }
  }
  for (const Container& container : evidence.containers.containers) {
    if (container.mapped.has_value() && container.mapped.value().Contains(chip)) {
      claims.push_back(ClaimOf(container, evidence, policy));
    }
  }
  for (const Lease& lease : evidence.leases) {
    if (lease.chips.Contains(chip)) {
      claims.push_back(ClaimOf(lease, evidence));
    }
  }
  for (const Reservation& reservation : evidence.reservations) {
    if (reservation.chips.Contains(chip)) {
      claims.push_back(ClaimOf(reservation, evidence));
    }
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tie(a.layer, a.since, a.pid, a.container) <
           std::tie(b.layer, b.since, b.pid, b.container);
  });
  return claims;
}

}  // namespace neuron
