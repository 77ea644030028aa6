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
  // The instance type of the host, as its DMI showed it.
  absl::string_view instance_type;
  // Recorded trees, see fixture_text.h.
  absl::string_view sysfs;
  absl::string_view pci;
  int chips;
  // As the ioctls number it: 1 Inferentia, 2 Trainium1 and Inferentia2, 3 Trainium2, 4 Trainium3.
  std::uint32_t architecture;
  // The runtime ABI range that the driver accepts.
  std::uint32_t runtime_max;
  std::uint32_t runtime_min;
  // Whether logical cores differ from physical ones, so that the driver has a map of them.
  bool has_core_map;
  // The host device index of each firmware routing id. Routing ids follow the PCI slots.
  std::array<int, 16> device_by_routing_id;
  // The minor versions of the first and the last driver that knew these chips.
  int first_driver;
  int last_driver;
  // Whether nobody recorded such chips: the texts are other chips', whose likeness is inferred.
  bool is_inferred = false;
};

const Recording& Inf1Recording();
const Recording& Inf2Recording();
const Recording& Trn1Recording();
const Recording& Trn2Recording();
// A member of an UltraServer whose election is still in progress.
const Recording& Trn2uRecording();

// Nobody recorded a Trainium3. These are the texts of the two Trainium2 hosts: with a switch
// between the chips, and as a member of an UltraServer. What differs is put in by driver_nodes.h
// and pci_nodes.h.
const Recording& Trn3Recording();
const Recording& Trn3pRecording();

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_RECORDINGS_H_
