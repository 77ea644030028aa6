#ifndef AGENT_HEALTH_KERNEL_LOG_REPORT_H_
#define AGENT_HEALTH_KERNEL_LOG_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "agent/health/security_event.h"

namespace neuron {

// What became of the kernel's log since the agent began to listen. All are totals.
struct KernelLogReport {
  static constexpr std::size_t kLatest = 16;

  // Records that were gone before they could be read, and those that were longer than any may be:
  // what they said is not known.
  std::uint64_t lost = 0;
  std::uint64_t too_long = 0;
  // Lines about chips that were passed over: said again within a minute, and beyond what is let
  // through in one.
  std::uint64_t repeated = 0;
  std::uint64_t dropped = 0;
  // Lines that cannot be put to a chip, and forged ones; also those that were passed over.
  std::uint64_t unplaced = 0;
  std::uint64_t forged = 0;
  // Of the forged ones that were not passed over, those that came last: at most kLatest, the latest
  // first.
  std::vector<SecurityEvent> latest;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_KERNEL_LOG_REPORT_H_
