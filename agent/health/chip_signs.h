#ifndef AGENT_HEALTH_CHIP_SIGNS_H_
#define AGENT_HEALTH_CHIP_SIGNS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/health/chip_facts.h"
#include "agent/health/core_signs.h"
#include "agent/health/firmware_signs.h"
#include "agent/health/memory_signs.h"
#include "agent/health/pci_signs.h"
#include "agent/health/sign_sheet.h"

namespace neuron {

// A chip as it was when it was last known: what the next pass is compared with. Starts out knowing
// nothing.
struct ChipRecord {
  // Of the chip at its first sight, and of each one that took its place.
  absl::optional<std::string> serial_number;
  // Since when a number that was known cannot be read although the chip is ready.
  absl::optional<absl::Duration> serial_lost_since;
  MemoryRecord memory;
  std::vector<CoreRecord> cores;
  HeartbeatRecord heartbeat;
  PciRecord pci;
};

// A serial number counts as lost after so long: a chip that is being probed has none yet.
constexpr absl::Duration kSerialLostAfter = absl::Minutes(1);

// Whether the chip is known to be another than the one on record, by its serial number. Pure.
bool IsAnotherChip(const ChipRecord& record, const ChipFacts& facts);

// The record with this pass, `at` by a clock that never goes back. Pure.
ChipRecord RecordChip(ChipRecord record, const ChipFacts& facts, absl::Duration at);

// What the facts of one pass say against a chip by sysfs and PCI, compared with the pass before;
// `after` is RecordChip(before, ...). Of a chip that is another one only the change itself and what
// it shows now are told. If the counters are unknown, none of their states is seen. Pure.
SignSheet ChipSigns(const ChipRecord& before, const ChipRecord& after, const ChipFacts& facts,
                    absl::Time now, absl::Duration at);

}  // namespace neuron

#endif  // AGENT_HEALTH_CHIP_SIGNS_H_
