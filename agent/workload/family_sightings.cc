#include "agent/workload/family_sightings.h"

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/workload/mapped_rule.h"

namespace neuron {
namespace {

bool IsIn(const Reading<std::string>& container, const std::string& id) {
  return container.has_value() && container.value() == id;
}

ChipSet HeldIn(const Evidence& evidence, const std::string& id) {
  ChipSet chips;
  for (const Holder& holder : evidence.holders.holders) {
    chips = IsIn(holder.container, id) ? ChipSet(chips.bits() | holder.held.bits()) : chips;
  }
  return chips;
}

// Nothing of a container that has to do with no chip.
absl::optional<FamilyRecord> Sight(const Evidence& evidence, const AllocationPolicy& policy,
                                   const Container& container) {
  const absl::string_view exemption =
      ExemptionOf(container, evidence, {MappedPolicy::kExclusive, policy.observers});
  const ChipSet held = HeldIn(evidence, container.id);
  if (exemption == "lessee") {
    return FamilyRecord{FamilyUse::kLeases, {}};
  }
  if (held.empty() && (exemption == "observer" || exemption == "daemon-service")) {
    return FamilyRecord{FamilyUse::kObserves, {}};
  }
  const bool takes_mapped = exemption.empty() && policy.mapped == MappedPolicy::kExclusive &&
                            container.privileged.has_value() && container.mapped.has_value();
  const ChipSet taken(held.bits() | (takes_mapped ? container.mapped.value().bits() : 0));
  return taken.empty() ? absl::nullopt
                       : absl::make_optional(FamilyRecord{FamilyUse::kTakes, taken});
}

}  // namespace

bool NoteFamilies(const Evidence& evidence, const AllocationPolicy& policy, FamilyBook* book) {
  bool is_news = false;
  for (const Container& container : evidence.containers.containers) {
    if (!container.task.has_value()) {
      continue;
    }
    const absl::optional<FamilyRecord> record = Sight(evidence, policy, container);
    const ContainerTask& task = container.task.value();
    is_news = (record.has_value() && book->Note(task.family, task.revision, *record)) || is_news;
  }
  return is_news;
}

}  // namespace neuron
