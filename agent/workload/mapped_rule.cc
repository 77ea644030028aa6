#include "agent/workload/mapped_rule.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

bool IsTrue(const Reading<bool>& reading) { return reading.has_value() && reading.value(); }

bool IsObserver(const Container& container, const std::vector<std::string>& observers) {
  const auto named = [&](const std::string& name) {
    return std::find(observers.begin(), observers.end(), name) != observers.end();
  };
  return (container.name.has_value() && named(container.name.value())) ||
         (container.task.has_value() && named(container.task.value().family));
}

bool IsLessee(const std::string& id, const Evidence& evidence) {
  return evidence.lessees.count(id) != 0 ||
         std::any_of(evidence.leases.begin(), evidence.leases.end(), [&](const Lease& lease) {
           return lease.container.has_value() && lease.container.value() == id;
         });
}

absl::Status NotKnown(const Container& container) {
  const std::string name =
      container.name.has_value() ? absl::StrCat(" (", container.name.value(), ")") : "";
  const absl::Status& why = container.mapped.why();
  return absl::Status(why.code(), absl::StrCat("which chips container ", container.id.substr(0, 12),
                                               name, " was given is not known: ", why.message()));
}

}  // namespace

absl::string_view ExemptionOf(const Container& container, const Evidence& evidence,
                              const AllocationPolicy& policy) {
  switch (policy.mapped) {
    case MappedPolicy::kHeldOnly:
      return "held-only";
    case MappedPolicy::kLease:
      return "lease";
    case MappedPolicy::kExclusive:
      break;
  }
  if (IsTrue(container.privileged)) {
    return "privileged";
  }
  if (IsTrue(container.daemon_service)) {
    return "daemon-service";
  }
  if (IsObserver(container, policy.observers)) {
    return "observer";
  }
  return IsLessee(container.id, evidence) ? "lessee" : "";
}

absl::Status MappingsKnown(const Evidence& evidence, const AllocationPolicy& policy) {
  if (policy.mapped != MappedPolicy::kExclusive) {
    return absl::OkStatus();
  }
  if (!evidence.containers.sight.ok()) {
    return evidence.containers.sight;
  }
  for (const Container& container : evidence.containers.containers) {
    if (container.mapped.is_unknown() && ExemptionOf(container, evidence, policy).empty()) {
      return NotKnown(container);
    }
  }
  return absl::OkStatus();
}

}  // namespace neuron
