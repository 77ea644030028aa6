#ifndef TESTS_FAKES_FAKE_TREE_RECORDED_H_
#define TESTS_FAKES_FAKE_TREE_RECORDED_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "tests/fakes/fake_tree.h"
#include "tests/simulator/host/recordings.h"

namespace neuron {

// The host of a recording (tests/fixtures/neuron-driver) as plain files, byte for byte. Files that
// were not read are empty; one whose read failed is a directory, so that reading it fails here too.
//
// Only `chips` are there, if they are given: it takes seconds to make them all.
//
// What the recordings do not hold is added: an empty regular file dev/neuron<N> for each chip,
// proc/devices with major 245, `instance_type` as DMI product_name, and the links of
// bus/pci/devices.
std::unique_ptr<FakeTree> MakeRecordedTree(const sim::Recording& recording,
                                           absl::string_view instance_type,
                                           ChipSet chips = ChipSet(~std::uint64_t{0}));

// Where sysfs keeps the chip's directory: "sys/devices/virtual/neuron_device/neuron3".
std::string ChipPath(int chip);

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_TREE_RECORDED_H_
