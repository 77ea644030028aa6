#ifndef AGENT_HEALTH_FIRMWARE_SIGNS_H_
#define AGENT_HEALTH_FIRMWARE_SIGNS_H_

#include <cstdint>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/health/chip_facts.h"
#include "agent/health/sign_sheet.h"

namespace neuron {

// What is known of the beat of a chip's firmware.
struct HeartbeatRecord {
  // The last one, read at read_at; none before the first, and from each reset to the next reading.
  absl::optional<std::uint8_t> beat;
  absl::Time read_at = absl::InfinitePast();
  // Whether it was ever seen to move, since when it has not, and in how many readings.
  bool has_moved = false;
  absl::Duration still_since;
  int still_readings = 0;
  // What it is known of: with another of either it begins anew.
  std::uint64_t appearance = 0;
  std::uint64_t driver_load = 0;
};

// The firmware counts as stopped if its heartbeat stays the same in so many readings, for so long.
constexpr int kStillReadings = 5;
constexpr absl::Duration kStillFor = absl::Seconds(10);

// The record with this pass, `at` by a clock that never goes back. REQUIRES: the counters are
// known. Pure.
HeartbeatRecord RecordHeartbeat(const HeartbeatRecord& before, const ChipFacts& facts,
                                absl::Duration at);

// States for components that are not well, for registers that cannot be read although the chip is
// ready, and for a heartbeat that moved once and does so no more. A chip that is not ready shows
// what was there before its reset: then none of that is seen. Firmware that was never seen to beat
// may be one that does not. REQUIRES: as above. Pure, but for `sheet`.
void AddFirmwareSigns(const HeartbeatRecord& heartbeat, const ChipFacts& facts, absl::Duration at,
                      SignSheet* sheet);

}  // namespace neuron

#endif  // AGENT_HEALTH_FIRMWARE_SIGNS_H_
