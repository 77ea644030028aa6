#ifndef TESTS_SIMULATOR_DRIVER_CHIP_FILE_H_
#define TESTS_SIMULATOR_DRIVER_CHIP_FILE_H_

#include <optional>

#include "tests/simulator/host/event_counters.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

// What a file below a chip's directory in sysfs is to the driver, by its leaf names, wherever the
// directories in between are.
struct ChipFile {
  int chip = 0;
  // Of the nearest neuron_core<M> above it; -1 if there is none.
  int core = -1;
  // Whether a write clears it.
  bool is_counter = false;
  // What it is the `total` or `present` of; nullptr for no event counter.
  const EventCounter* event = nullptr;
  bool is_reset = false;
  // How many registers are read for it; 0 for a file that shows what the driver knows.
  int registers = 0;
};

// Nothing for a file that is not of a chip.
std::optional<ChipFile> ChipFileOf(const Node& file);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CHIP_FILE_H_
