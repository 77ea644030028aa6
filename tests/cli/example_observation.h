#ifndef TESTS_CLI_EXAMPLE_OBSERVATION_H_
#define TESTS_CLI_EXAMPLE_OBSERVATION_H_

#include "absl/strings/str_cat.h"
#include "agent/cli/observation.h"

namespace neuron {

inline ObservedChip ExampleObservedChip(int index) {
  ObservedChip chip;
  chip.index = index;
  chip.serial_number = absl::StrCat("1a2b3c4d5e00000", index);
  chip.device_name = std::string("Trainium1");
  chip.core_count = std::uint64_t{2};
  chip.connected = ChipSet{1, 4};
  chip.link.speed_gts = 16.0;
  chip.link.width = std::uint64_t{8};
  for (Reading<std::uint64_t>& count : chip.ecc) {
    count = std::uint64_t{3};
  }
  chip.latency = ReadLatency{112, absl::Microseconds(20), absl::Milliseconds(2), "core_count"};
  return chip;
}

// Chips 0 and 2 of boot "boot-1", with all that can be known of them.
inline Observation ExampleObservation() {
  Observation observation;
  observation.taken_at = absl::FromUnixSeconds(1795000000);
  observation.boot_id = "boot-1";
  observation.driver_version = std::string("2.24.7.0");
  observation.chips = {ExampleObservedChip(0), ExampleObservedChip(2)};
  return observation;
}

}  // namespace neuron

#endif  // TESTS_CLI_EXAMPLE_OBSERVATION_H_
