#ifndef TESTS_SIMULATOR_HOST_RECORDINGS_H_
#define TESTS_SIMULATOR_HOST_RECORDINGS_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace neuron::sim {

// What the real driver showed on one idle host, and what it answers beyond its files. The texts are
// linked into the binary (tests/fixtures/neuron-driver).
struct Recording {
  absl::string_view name;
  // Recorded trees, see fixture_text.h.
  absl::string_view sysfs;
  absl::string_view pci;
  int chips;
  // As the ioctls number it: 1 Inferentia, 2 Trainium1 and Inferentia2, 3 Trainium2.
  std::uint32_t architecture;
  // The runtime ABI range that the driver accepts.
  std::uint32_t runtime_max;
  std::uint32_t runtime_min;
  // Whether logical cores differ from physical ones, so that the driver has a map of them.
  bool has_core_map;
  // The host device index of each firmware routing id. Routing ids follow the PCI slots.
  std::array<int, 16> device_by_routing_id;
};

const Recording& Inf1Recording();
const Recording& Inf2Recording();
const Recording& Trn1Recording();
const Recording& Trn2Recording();

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_RECORDINGS_H_
