#include "agent/workload/lease_trouble.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/workload/evidence_line.h"
#include "agent/workload/holder_finding.h"
#include "agent/workload/holder_leases.h"

namespace neuron {
namespace {

ChipSet Without(ChipSet chips, ChipSet others) { return ChipSet(chips.bits() & ~others.bits()); }

WorkloadFinding OutsideLease(const Holder& holder, const std::vector<const Lease*>& leases,
                             const Evidence& evidence) {
  WorkloadFinding finding = AboutHolder(WorkloadFindingCode::kOutsideLease, holder, evidence);
  for (const Lease* lease : leases) {
    finding.evidence.push_back(LineOf(*lease));
    finding.chips = Without(finding.chips, lease->chips);
  }
  finding.confidence = Confidence::kHigh;
  finding.step = Step::kTerminate;
  finding.text =
      absl::StrCat("pid ", holder.pid, " (", holder.command, ") holds ", NamesOf(finding.chips),
                   ", which it has not leased: end it, and let its program keep to "
                   "NEURON_RT_VISIBLE_CORES");
  return finding;
}

bool IsInUse(const Lease& lease, const Evidence& evidence) {
  const auto& holders = evidence.holders.holders;
  return std::any_of(holders.begin(), holders.end(), [&](const Holder& holder) {
    return (holder.held.bits() & lease.chips.bits()) != 0;
  });
}

WorkloadFinding WithoutLife(const Lease& lease, const Evidence& evidence) {
  WorkloadFinding finding;
  finding.code = WorkloadFindingCode::kLeaseWithoutLife;
  finding.chips = lease.chips;
  finding.pid = lease.pid;
  finding.start_ticks = lease.start_ticks;
  NameContainer(lease.container, evidence, &finding);
  finding.evidence = {LineOf(lease), absl::StrCat("proc: pid ", lease.pid, " has ended")};
  finding.text = absl::StrCat("lease ", lease.id, " of ", NamesOf(lease.chips), ": pid ", lease.pid,
                              " (", lease.command,
                              ") has ended and something that it started keeps the lease: wait, or "
                              "end that");
  return finding;
}

}  // namespace

std::vector<WorkloadFinding> FindOutsideLease(const Evidence& evidence) {
  std::vector<WorkloadFinding> findings;
  for (const Holder& holder : evidence.holders.holders) {
    const auto leases = LeasesOf(holder, evidence.leases);
    ChipSet outside = holder.held;
    for (const Lease* lease : leases) {
      outside = Without(outside, lease->chips);
    }
    if (!leases.empty() && !outside.empty()) {
      findings.push_back(OutsideLease(holder, leases, evidence));
    }
  }
  return findings;
}

std::vector<WorkloadFinding> FindLeasesWithoutLife(const Evidence& evidence) {
  std::vector<WorkloadFinding> findings;
  for (const Lease& lease : evidence.leases) {
    if (evidence.ended_lessees.count(lease.id) != 0 && !IsInUse(lease, evidence)) {
      findings.push_back(WithoutLife(lease, evidence));
    }
  }
  return findings;
}

}  // namespace neuron
