#ifndef AGENT_HEALTH_CORE_SIGNS_H_
#define AGENT_HEALTH_CORE_SIGNS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/optional.h"
#include "agent/device/counters.h"
#include "agent/health/sign_sheet.h"

namespace neuron {

// What a core counts that speaks against its chip: executions that failed for a reason in the
// hardware or timed out, and resets that failed.
constexpr std::size_t kTelltales = 8;

// What one core had counted of these when it was last known, each on its own.
struct CoreRecord {
  int core = 0;
  std::array<absl::optional<std::uint64_t>, kTelltales> totals;
};

// The record with this pass: of the cores that there are now, in their order. Allocates nothing if
// these are the cores of `record`. Pure.
std::vector<CoreRecord> RecordCores(std::vector<CoreRecord> record,
                                    const std::vector<CoreCounters>& cores);

// A sign for each count that is larger than before; what a core had counted when it was first seen
// is none. A failed reset counts once for all cores that it was to reset: the largest growth. Pure,
// but for `sheet`.
void AddCoreSigns(const std::vector<CoreRecord>& before, const std::vector<CoreRecord>& after,
                  SignSheet* sheet);

}  // namespace neuron

#endif  // AGENT_HEALTH_CORE_SIGNS_H_
