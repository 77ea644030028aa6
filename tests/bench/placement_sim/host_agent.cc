#include "tests/bench/placement_sim/host_agent.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/snapshot_offer.h"
#include "agent/workload/family_sightings.h"
#include "agent/workload/pending_reservations.h"
#include "agent/workload/placement_rules.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

constexpr int kChips = 16;

std::shared_ptr<const Inventory> MakeInventory() {
  auto inventory = std::make_shared<Inventory>();
  inventory->driver_loaded = true;
  inventory->instance_type = std::string("trn1.32xlarge");
  inventory->expected_chips = kChips;
  for (int index = 0; index < kChips; ++index) {
    inventory->chips.push_back(ExampleChip(index));
  }
  return inventory;
}

FamilyRecord RecordOf(const ChipDefinition& definition) {
  return definition.pinned.empty() ? FamilyRecord{FamilyUse::kLeases, {}}
                                   : FamilyRecord{FamilyUse::kTakes, definition.pinned};
}

}  // namespace

HostAgent::HostAgent(const Ways& ways, std::uint64_t seed, Links links)
    : ways_(ways),
      chance_(seed),
      links_(std::move(links)),
      inventory_(MakeInventory()),
      valid_groups_(ValidGroups(*inventory_)) {
  if (ways_.known != nullptr) {
    for (const ChipDefinition& definition : ways_.known->definitions()) {
      families_.Note(definition.family, "1", RecordOf(definition));
    }
  }
}

void HostAgent::Look() {
  LookAfter(chance_.Between(absl::Milliseconds(5), absl::Milliseconds(50)));
}

void HostAgent::LookAfter(absl::Duration delay) {
  if (!look_due_) {
    look_due_ = true;
    links_.agenda->After(delay, [this] { LookNow(); });
  }
}

void HostAgent::LookNow() {
  look_due_ = false;
  const std::shared_ptr<const Snapshot> snapshot = Conclude(MakeEvidence());
  links_.wanted(DesiredAttributes(*snapshot, AttributeNames(), "0000-000000-0"));
  Offer(*snapshot);
  if (lingering_reservations_.waits() || lingering_leases_.waits()) {
    Look();
  }
}

Evidence HostAgent::MakeEvidence() {
  Evidence evidence = links_.scene->Look();
  const absl::Duration now = links_.agenda->now();
  evidence.leases = lingering_leases_.Keep(leases_.leases(), now, evidence.containers.began);
  evidence.lessees = lessees_;
  if (ways_.reservations) {
    AddReservations(&evidence);
  }
  return evidence;
}

void HostAgent::AddReservations(Evidence* evidence) {
  const HostScene& scene = *links_.scene;
  evidence->reservations = lingering_reservations_.Keep(
      PendingReservations(scene.ecs(), families_, scene.created(), *evidence, ways_.policy,
                          links_.agenda->date()),
      links_.agenda->now(), evidence->containers.began);
  NoteFamilies(*evidence, ways_.policy, &families_);
}

std::shared_ptr<const Snapshot> HostAgent::Conclude(Evidence evidence) {
  Findings findings;
  findings.sequence = ++looks_;
  findings.taken_at = links_.agenda->date();
  findings.inventory = inventory_;
  findings.valid_groups = valid_groups_;
  findings.counters.resize(kChips);
  findings.read_at.resize(kChips);
  findings.usage.resize(kChips);
  findings.health.resize(kChips, HealthOf(Verdict::kOk, "none", ""));
  findings.evidence = std::move(evidence);
  findings.policy = ways_.policy;
  return Assemble(std::move(findings), &pool_);
}

void HostAgent::Ask(const SentTask& task) {
  lessees_.insert(ContainerOf(task));
  LeaseWish wish;
  wish.ticket = task.number;
  wish.chips = task.definition->chips;
  wish.container = ContainerOf(task);
  wish.asked_at = links_.agenda->now();
  leases_.Queue(wish);
  Look();
}

void HostAgent::Offer(const Snapshot& snapshot) {
  for (const LeaseDecision& decision : leases_.Decide(OfferOf(snapshot))) {
    Grant(decision.ticket, decision.place.value().chips);
  }
}

void HostAgent::Grant(std::uint64_t task, ChipSet chips) {
  Lease lease;
  lease.id = task;
  lease.chips = chips;
  lease.container = absl::StrCat("c", task);
  lease.since = links_.agenda->date();
  leases_.Add(lease);
  links_.granted(task, chips);
  Look();
}

void HostAgent::EndLease(const SentTask& task) {
  leases_.Withdraw(task.number);
  leases_.End(task.number, links_.agenda->now());
  lessees_.erase(ContainerOf(task));
  links_.agenda->After(LeaseBook::kSettle, [this] { Look(); });
}

}  // namespace neuron
