#ifndef AGENT_HEALTH_MEMORY_SIGNS_H_
#define AGENT_HEALTH_MEMORY_SIGNS_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "agent/base/enum_array.h"
#include "agent/device/counters.h"
#include "agent/health/chip_facts.h"
#include "agent/health/sign_sheet.h"

namespace neuron {

// What a chip's memory had counted when it was last known.
struct MemoryRecord {
  struct Kind {
    // None before the first.
    absl::optional<std::uint64_t> total;
    // How often the total began anew, and what it was when it last did.
    std::uint64_t rebases = 0;
    std::uint64_t base = 0;
    // What the register holds: less than what is above the base once it has wrapped.
    std::uint64_t held = 0;

    std::uint64_t standing() const { return total.value_or(0) - base; }
  };
  EnumArray<EccTally, Kind, kEccTallies> kinds;

  // Errors that no code corrected, in high-bandwidth memory, repairable or not.
  std::uint64_t standing_hbm() const {
    return kinds[EccTally::kHbmUncorrected].standing() + kinds[EccTally::kHbmRepairable].standing();
  }
};

// The record with this pass. Both kinds of HBM errors are taken together or not at all: one goes
// over into the other. REQUIRES: the counters are known.
MemoryRecord RecordMemory(const MemoryRecord& before, const ChipFacts& facts);

// Errors of memory that are new, and a state for those that stand in the registers, which may be
// older than the agent's run; it is over once they read 0, also if they fell so far that this
// counts as a wrap, whose errors are new. Which HBM errors are repairable is decided anew by each
// driver and firmware, so only a larger sum of both is new; the split is told in words. A kind that
// is unknown is not seen. REQUIRES: as above. Pure, but for `sheet`.
void AddMemorySigns(const MemoryRecord& before, const MemoryRecord& after, const ChipFacts& facts,
                    SignSheet* sheet);

}  // namespace neuron

#endif  // AGENT_HEALTH_MEMORY_SIGNS_H_
