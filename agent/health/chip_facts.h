#ifndef AGENT_HEALTH_CHIP_FACTS_H_
#define AGENT_HEALTH_CHIP_FACTS_H_

#include <cstdint>
#include <vector>

#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/usage/chip_usage.h"

namespace neuron {

// What is known of one chip after a pass.
struct ChipFacts {
  // Never null.
  const Chip* chip = nullptr;
  // Totals; unknown if the chip did not answer. Never null.
  const Reading<ChipCounters>* counters = nullptr;
  // Null if the counters are unknown.
  const ChipUsage* usage = nullptr;
  // Which chip of that index, of those that have come and gone, and which load of the driver. The
  // same chip may come back: it is another one only if its serial number says so.
  std::uint64_t appearance = 0;
  std::uint64_t driver_load = 0;
  // What tells this load of the driver from all others of this boot, also for another run of the
  // agent: the inode of the module's directory in sysfs. 0 if it is not known.
  std::uint64_t module_inode = 0;
  // All chips of the host, this one among them, to compare its PCI link with; null if not given.
  const std::vector<Chip>* sisters = nullptr;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_CHIP_FACTS_H_
