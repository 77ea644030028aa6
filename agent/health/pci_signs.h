#ifndef AGENT_HEALTH_PCI_SIGNS_H_
#define AGENT_HEALTH_PCI_SIGNS_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "agent/health/chip_facts.h"
#include "agent/health/sign_sheet.h"

namespace neuron {

// What a chip's PCI function had counted when it was last known.
struct PciRecord {
  absl::optional<std::uint64_t> nonfatal;
  absl::optional<std::uint64_t> fatal;
};

// The record with this pass. Pure.
PciRecord RecordPci(const PciRecord& before, const ChipFacts& facts);

// New errors that PCI did not correct, and a state for a link that is not what it should be:
// narrower than it can be, or slower than it can be and than that of every other chip of its type.
// A slower one alone is no sign: an idle link saves power. What is unknown is not seen; counters
// that fell, because the function was found anew, begin anew. Pure, but for `sheet`.
void AddPciSigns(const PciRecord& before, const PciRecord& after, const ChipFacts& facts,
                 SignSheet* sheet);

}  // namespace neuron

#endif  // AGENT_HEALTH_PCI_SIGNS_H_
