#include "agent/device/survey.h"

#include <algorithm>
#include <utility>

#include "agent/device/capability_merge.h"
#include "agent/device/chip_type.h"
#include "agent/device/generation.h"
#include "agent/device/host_findings.h"
#include "agent/device/missing_chips.h"
#include "agent/device/pairing.h"

namespace neuron {
namespace {

// No chip has more nodes than its driver makes, and one may have fewer, while it is being set up:
// so the chip that has the newest tells.
Reading<DriverVersion> GenerationOf(const std::vector<Chip>& chips) {
  if (chips.empty()) {
    return Reading<DriverVersion>::Absent();
  }
  DriverVersion generation;
  for (const Chip& chip : chips) {
    if (chip.tree != nullptr) {
      generation = std::max(generation, OldestDriverWith(*chip.tree));
    }
  }
  return generation == DriverVersion() ? Reading<DriverVersion>::Unknown(absl::NotFoundError(
                                             "no chip has a node that tells of its driver"))
                                       : Reading<DriverVersion>(generation);
}

// Drivers before 2.8.4 do not name their chips; PCI does.
void NameByPci(Chip* chip) {
  if (chip->device_name.is_absent()) {
    chip->type = chip->pci.Map([](const PciFunction& function) { return function.type; });
    chip->memory_bytes = chip->type.Map([](ChipType type) { return FactsOf(type).memory_bytes; });
  }
}

}  // namespace

Inventory Survey(Inventory found, const PciSide& pci) {
  Pairing pairing = PairChips(found.chips, pci);
  for (std::size_t i = 0; i < found.chips.size(); ++i) {
    found.chips[i].pci = std::move(pairing.functions[i]);
    NameByPci(&found.chips[i]);
  }
  found.missing = FindMissingChips(found, pci);
  found.findings = FindTroubles(found);
  found.findings.insert(found.findings.end(), pairing.findings.begin(), pairing.findings.end());
  found.generation = GenerationOf(found.chips);
  found.capabilities = MergeCapabilities(found);
  return found;
}

}  // namespace neuron
