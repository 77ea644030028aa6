#include "agent/workload/collision.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/workload/evidence_line.h"
#include "agent/workload/holder_leases.h"
#include "agent/workload/known_container.h"

namespace neuron {
namespace {

// Their strongest claims, by what tells one party from another.
using Parties = std::map<std::string, Claim>;

std::string LastPart(const std::string& arn) { return arn.substr(arn.rfind('/') + 1); }

std::string LesseeName(int pid) { return absl::StrCat("pid ", pid); }

std::string PartyOfContainer(const std::string& id, const Evidence& evidence) {
  const std::string task = TaskOf(evidence.containers, id);
  if (!task.empty()) {
    return LastPart(task);
  }
  const Container* container = FindContainer(evidence.containers, id);
  return container != nullptr && !container->task_id.empty() ? container->task_id : id;
}

std::string PartyOfLessee(const Lease& lease, const Evidence& evidence) {
  return lease.container.has_value() ? PartyOfContainer(lease.container.value(), evidence)
                                     : LesseeName(lease.pid);
}

// In no container that we know of; empty if it lives by no lease.
std::string PartyOfProcess(const Claim& claim, const Evidence& evidence) {
  if (claim.layer == Layer::kLeased) {
    return LesseeName(claim.pid);
  }
  for (const Holder& holder : evidence.holders.holders) {
    const auto leases = LeasesOf(holder, evidence.leases);
    if (holder.pid == claim.pid && !leases.empty()) {
      return PartyOfLessee(*leases.front(), evidence);
    }
  }
  return "";
}

// Empty if the claim is no party's.
std::string PartyOf(const Claim& claim, const Evidence& evidence) {
  if (!claim.task.empty()) {
    return LastPart(claim.task);
  }
  return claim.container.empty() ? PartyOfProcess(claim, evidence)
                                 : PartyOfContainer(claim.container, evidence);
}

Parties PartiesOn(const Allocation& allocation, const Evidence& evidence) {
  Parties parties;
  for (const Claim& claim : allocation.claims) {
    const std::string party = claim.takes ? PartyOf(claim, evidence) : "";
    if (!party.empty()) {
      // The first is the strongest.
      parties.emplace(party, claim);
    }
  }
  return parties;
}

std::vector<Claim> StrongestFirst(const Parties& parties) {
  std::vector<Claim> claims;
  for (const auto& [party, claim] : parties) {
    claims.push_back(claim);
  }
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.layer < b.layer; });
  return claims;
}

Confidence ConfidenceIn(Layer second) {
  switch (second) {
    case Layer::kHeld:
      return Confidence::kHigh;
    case Layer::kMapped:
    case Layer::kLeased:
      return Confidence::kMedium;
    case Layer::kReserved:
      break;
  }
  return Confidence::kLow;
}

void Propose(const Claim& last, const Evidence& evidence, WorkloadFinding* finding) {
  finding->container = last.container;
  finding->pid = last.pid;
  finding->start_ticks = last.start_ticks;
  if (IsThere(evidence.containers, last.container)) {
    finding->step = Step::kRemoveContainer;
  } else if (last.pid != 0) {
    finding->step = Step::kTerminate;
  }
}

std::string NameOf(const Claim& claim) {
  if (!claim.task.empty()) {
    return absl::StrCat("task ", claim.task);
  }
  return claim.container.empty() ? LesseeName(claim.pid) : NameOfContainer(claim.container);
}

WorkloadFinding MakeFinding(const Parties& parties, ChipSet chips, const Evidence& evidence) {
  const std::vector<Claim> claims = StrongestFirst(parties);
  WorkloadFinding finding;
  finding.code = WorkloadFindingCode::kCollision;
  finding.chips = chips;
  finding.confidence = ConfidenceIn(claims[1].layer);
  std::set<std::string> tasks;
  std::vector<std::string> names;
  for (const Claim& claim : claims) {
    finding.evidence.push_back(LineOf(claim, chips, evidence));
    names.push_back(NameOf(claim));
    if (!claim.task.empty()) {
      tasks.insert(claim.task);
    }
  }
  finding.tasks.assign(tasks.begin(), tasks.end());
  const Claim& last =
      *std::max_element(claims.begin(), claims.end(),
                        [](const Claim& a, const Claim& b) { return a.since < b.since; });
  Propose(last, evidence, &finding);
  finding.text = absl::StrCat(NamesOf(chips), ": ", absl::StrJoin(names, " and "),
                              " have it at once: stop all but one; ", NameOf(last), " came last");
  return finding;
}

}  // namespace

std::vector<WorkloadFinding> FindCollisions(const Inventory& inventory, const Evidence& evidence,
                                            const std::vector<Allocation>& allocations) {
  // By who they are and how strongly each has it.
  std::map<std::set<std::pair<std::string, Layer>>, std::pair<ChipSet, Parties>> collisions;
  for (std::size_t i = 0; i < inventory.chips.size(); ++i) {
    Parties parties = PartiesOn(allocations[i], evidence);
    if (parties.size() < 2) {
      continue;
    }
    std::set<std::pair<std::string, Layer>> key;
    for (const auto& [party, claim] : parties) {
      key.insert({party, claim.layer});
    }
    auto& [chips, kept] = collisions[key];
    chips.Add(inventory.chips[i].index);
    kept = std::move(parties);
  }
  std::vector<WorkloadFinding> findings;
  for (const auto& [key, collision] : collisions) {
    findings.push_back(MakeFinding(collision.second, collision.first, evidence));
  }
  return findings;
}

}  // namespace neuron
