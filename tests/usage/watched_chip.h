#ifndef TESTS_USAGE_WATCHED_CHIP_H_
#define TESTS_USAGE_WATCHED_CHIP_H_

#include <cstddef>
#include <cstdint>

#include "agent/usage/usage_ledger.h"

namespace neuron {

// A chip of two cores whose driver is 2.30, that a ledger follows. A test sets `raw` and `signs`.
class WatchedChip {
 public:
  WatchedChip() {
    raw.cores.resize(2);
    raw.cores[1].core = 1;
    signs.generation = DriverVersion{2, 30, 0, 0};
    signs.now = absl::FromUnixSeconds(1795000000);
  }

  CoreCounters& core(std::size_t index) { return raw.cores[index]; }

  // Goes on with the cycles of a core's tensor engine, in one row group.
  void Multiply(std::size_t index, std::uint64_t matmul_cycles, std::uint64_t idle_cycles) {
    TensorActivity activity;
    if (core(index).tensor.has_value()) {
      activity = core(index).tensor.value();
    }
    activity.count = 1;
    activity.groups[0].matmul_cycles += matmul_cycles;
    activity.groups[0].idle_cycles += idle_cycles;
    core(index).tensor = activity;
  }

  // libnrt is followed in its only process, whose model is on the first core.
  void Trace() {
    core(0).device_memory_by_class[DeviceMemoryClass::kModelCode].bytes = std::uint64_t{1};
    core(1).device_memory_by_class[DeviceMemoryClass::kModelCode].bytes = std::uint64_t{0};
    signs.traced = {ProcessExecutions()};
    signs.all_traced = true;
  }

  // All groups are read, so long after the look before.
  ChipUsage Read(absl::Duration after = absl::Seconds(1)) {
    for (absl::Time& time : raw.read_at) {
      time = signs.now + after;
    }
    return Look(after);
  }

  // One group is read, half a second after the look before.
  ChipUsage ReadGroup(CounterGroup group) {
    raw.read_at[group] = signs.now + absl::Milliseconds(500);
    return Look(absl::Milliseconds(500));
  }

  // Nothing is read anew.
  ChipUsage Look(absl::Duration after = absl::Seconds(1)) {
    signs.now += after;
    signs.at += after;
    totals = raw;
    return ledger.Take(signs, &totals);
  }

  UsageLedger ledger;
  UsageSigns signs;
  // What the driver says, and what the ledger made of it.
  ChipCounters raw;
  ChipCounters totals;
};

}  // namespace neuron

#endif  // TESTS_USAGE_WATCHED_CHIP_H_
