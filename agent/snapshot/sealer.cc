#include "agent/snapshot/sealer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "agent/base/append.h"
#include "agent/snapshot/first_word.h"
#include "agent/snapshot/workload_change.h"
#include "agent/workload/placement_rules.h"

namespace neuron {
namespace {

std::vector<Chip>::const_iterator FindChip(const Inventory& inventory, int index) {
  return std::find_if(inventory.chips.begin(), inventory.chips.end(),
                      [&](const Chip& chip) { return chip.index == index; });
}

// Puts the counters of these looks in place; returns of which chips.
ChipSet AddLooks(std::vector<ChipReport> looks, Findings* findings) {
  const std::vector<Chip>& chips = findings->inventory->chips;
  findings->appearances.resize(chips.size());
  findings->sampled_at.resize(chips.size());
  ChipSet looked_at;
  for (ChipReport& look : looks) {
    const auto found = FindChip(*findings->inventory, look.chip->index);
    if (found == chips.end()) {
      continue;
    }
    const auto place = static_cast<std::size_t>(found - chips.begin());
    findings->counters[place] = std::move(look.counters);
    findings->read_at[place] = look.read_at;
    findings->sampled_at[place] = look.sampled_at;
    findings->appearances[place] = look.appearance;
    // None, if they are unknown.
    findings->usage[place].reset();
    looked_at.Add(found->index);
  }
  return looked_at;
}

}  // namespace

Sealer::Sealer(AllocationPolicy policy, HealthRules rules, Clock* clock, Facts facts, Sink sink)
    : policy_(std::move(policy)),
      clock_(clock),
      facts_(facts),
      sink_(std::move(sink)),
      judgement_(std::move(rules), facts.verdicts),
      made_at_(clock->Monotonic()) {}

void Sealer::Take(WorkloadReport report) {
  NoteHeld(report.holders);
  if (report.plan.turn > report_.plan.turn) {
    report_ = std::move(report);
  }
}

void Sealer::SealPass(Findings findings) {
  Append(facts_.workload->Sources(), &findings.sources);
  Append(facts_.workload->Probes(), &findings.probes);
  AddEvidence(&findings);
  AddDatastores(&findings);
  executing_ = activities_.Look(findings, clock_->Monotonic());
  findings.evidence.executing = executing_;
  judgement_.Judge(clock_->Monotonic(), &findings);
  HandOn(Make(std::move(findings)));
}

void Sealer::SealFirstWord(std::shared_ptr<const Inventory> inventory,
                           std::vector<SourceReport> sources) {
  Findings findings = FromLast(std::move(inventory));
  Append(facts_.workload->Sources(), &sources);
  findings.sources = std::move(sources);
  HandOn(Make(std::move(findings)));
}

void Sealer::SealLooks(Looks looks) {
  if (last_ == nullptr) {
    return;
  }
  Findings findings = FromLast(std::move(looks.inventory));
  findings.driver_load = looks.driver_load;
  findings.module_inode = looks.module_inode;
  AddDatastores(&findings);
  const ChipSet chips = AddLooks(std::move(looks.reports), &findings);
  judgement_.JudgeAgain(chips, clock_->Monotonic(), &findings);
  HandOn(Make(std::move(findings)));
}

void Sealer::SealWorkload() {
  if (last_ == nullptr || IdentitiesOf(last_->inventory->chips) != report_.plan.identities) {
    return;
  }
  std::shared_ptr<const Snapshot> snapshot = Make(FromLast(last_->inventory));
  if (!SameWorkload(*last_, *snapshot)) {
    HandOn(std::move(snapshot));
  } else {
    Conclude(*snapshot);
  }
}

void Sealer::NoteHeld(const HolderScan& scan) {
  for (const Holder& holder : scan.holders) {
    for (const int chip : holder.held.chips()) {
      held_at_[chip] = clock_->Monotonic();
    }
  }
}

std::map<int, absl::Duration> Sealer::UnheldFor() const {
  const absl::Duration now = clock_->Monotonic();
  std::map<int, absl::Duration> unheld;
  for (const auto& [identity, chip] : report_.plan.identities) {
    const auto held = held_at_.find(chip);
    unheld[chip] = now - (held != held_at_.end() ? held->second : made_at_);
  }
  for (const Holder& holder : report_.holders.holders) {
    for (const int chip : holder.held.chips()) {
      unheld.erase(chip);
    }
  }
  return unheld;
}

Findings Sealer::FromLast(std::shared_ptr<const Inventory> inventory) const {
  Findings findings = FirstWord(*last_, std::move(inventory));
  findings.sources = last_->sources;
  findings.probes = last_->probes;
  findings.traces = last_->traces;
  findings.kernel_log = last_->kernel_log;
  AddEvidence(&findings);
  findings.evidence.executing = executing_;
  return findings;
}

void Sealer::AddEvidence(Findings* findings) const {
  findings->evidence = Evidence();
  findings->evidence.holders = report_.holders;
  findings->evidence.containers = report_.containers;
  findings->evidence.unheld_for = UnheldFor();
  facts_.workload->Complete(report_.plan.identities, &findings->evidence);
}

void Sealer::AddDatastores(Findings* findings) const {
  if (facts_.datastores == nullptr) {
    return;
  }
  for (const Chip& chip : findings->inventory->chips) {
    findings->datastores.push_back(facts_.datastores->SignsOf(chip));
  }
}

std::shared_ptr<const Snapshot> Sealer::Make(Findings findings) {
  findings.sequence = sequence_ + 1;
  findings.policy = policy_;
  findings.valid_groups = last_ != nullptr && last_->inventory == findings.inventory
                              ? last_->valid_groups
                              : ValidGroups(*findings.inventory);
  return Assemble(std::move(findings), &pool_);
}

void Sealer::Conclude(const Snapshot& snapshot) {
  facts_.workload->Conclude(snapshot);
  if (facts_.datastores != nullptr) {
    facts_.datastores->Conclude(snapshot);
  }
}

void Sealer::HandOn(std::shared_ptr<const Snapshot> snapshot) {
  ++sequence_;
  last_ = snapshot;
  // First it is told: what is concluded may be a lease of a chip that is free in here.
  sink_(snapshot);
  Conclude(*snapshot);
}

}  // namespace neuron
