#ifndef AGENT_USAGE_CHIP_USAGE_H_
#define AGENT_USAGE_CHIP_USAGE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/usage/rebased_counter.h"
#include "agent/usage/time_unit.h"
#include "agent/usage/utilization.h"

namespace neuron {

// A counter that began anew at least once since this run of the agent looks at it.
struct Rebase {
  // Of a core, or of the chip's memory errors.
  bool of_core = true;
  CoreTally tally = CoreTally::kSuccess;
  EccTally ecc = EccTally::kSramUncorrected;
  std::uint64_t times = 0;
  absl::Time last_at;
  RebaseReason last_reason = RebaseReason::kCleared;

  friend bool operator==(const Rebase& a, const Rebase& b) {
    return a.of_core == b.of_core && a.tally == b.tally && a.ecc == b.ecc && a.times == b.times &&
           a.last_at == b.last_at && a.last_reason == b.last_reason;
  }
};

// The counters of a core of which it is told how fast they grow.
enum class CoreRate : std::uint8_t { kSucceeded, kFailed, kInferences, kFlops };
constexpr std::size_t kCoreRates = 4;
using CoreRates = EnumArray<CoreRate, Reading<double>, kCoreRates>;

// How a core fared since the reading before.
struct CoreUsage {
  int core = 0;
  // By its counters a second; never negative. Unknown after the first reading, across a rebase or a
  // doubt, and where one of two readings is unknown; absent with the counter. Before 2.30 most
  // counters move at the end of a process only, and so do these.
  CoreRates per_second;
  // By the best source that can tell. Unknown if none can, with the reason of the best that should.
  Reading<Utilization> utilization;
  // Those of its counters that began anew.
  std::vector<Rebase> rebases;
};

// How hard one chip works.
struct ChipUsage {
  // By core index, as the counters.
  std::vector<CoreUsage> cores;
  // New errors since the last reading that was known before this one, 0 if they were not read anew;
  // and since this run of the agent first knew. Unknown where this reading is, and the new ones for
  // the first too; absent with the counter.
  EnumArray<EccTally, Reading<std::uint64_t>, kEccTallies> new_errors;
  EnumArray<EccTally, Reading<std::uint64_t>, kEccTallies> errors_since_start;
  // What the registers hold, which begin at 0 again when they are cleared and when they wrap.
  // Unknown or absent with the counter.
  EnumArray<EccTally, Reading<std::uint64_t>, kEccTallies> errors_held;
  // Those of its counts of errors that began anew.
  std::vector<Rebase> rebases;
  // How long ago the minute ended that the power line is about; unknown before the first, and if it
  // ends in the future because the clock was set back; unknown or absent with the line.
  Reading<absl::Duration> power_age;
  TimeUnit time_unit = TimeUnit::kUnsettled;
};

}  // namespace neuron

#endif  // AGENT_USAGE_CHIP_USAGE_H_
