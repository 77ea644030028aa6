#ifndef AGENT_DEVICE_COUNTERS_H_
#define AGENT_DEVICE_COUNTERS_H_

#include <cstdint>
#include <vector>

#include "agent/base/reading.h"
#include "agent/device/tree_index.h"

namespace neuron {

// The driver's reset state machine (neuron-driver.md §4.5), as the `reset` attribute prints it.
enum class ResetState { kResetting = 0, kReady = 1, kInvalid = 2 };

// What moves on one physical core. Memory in bytes in use now; the rest are totals since the
// module was loaded, which drivers up to 2.29 update only when the owning process ends
// (neuron-driver.md §7.4).
struct CoreCounters {
  int core = 0;
  // stats/memory_usage/device_mem/total and host_mem/total.
  Reading<std::uint64_t> device_memory_bytes;
  Reading<std::uint64_t> host_memory_bytes;
  // stats/status/success, failure, hw_error; stats/other_info/inference_count, model_load_count,
  // reset_req_count, reset_fail_count.
  Reading<std::uint64_t> executions_succeeded;
  Reading<std::uint64_t> executions_failed;
  Reading<std::uint64_t> hardware_errors;
  Reading<std::uint64_t> inferences;
  Reading<std::uint64_t> model_loads;
  Reading<std::uint64_t> reset_requests;
  Reading<std::uint64_t> reset_failures;
};

// What moves on one chip, at one instant.
struct ChipCounters {
  // `reset`: readable by root only.
  Reading<ResetState> reset_state;
  // stats/hardware/*: error counts; absent on Inferentia.
  Reading<std::uint64_t> sram_ecc_uncorrected;
  Reading<std::uint64_t> hbm_ecc_uncorrected;
  Reading<std::uint64_t> hbm_ecc_repairable;
  // By core index, ascending.
  std::vector<CoreCounters> cores;
};

// Reads them all, each file opened, read and closed, never written. May block while the chip is in
// reset. Device memory above `memory_capacity_bytes` (where known), and any memory above 2^63
// bytes, is the underflow of drivers before 2.16.7: unknown. The reason of every unknown names the
// file.
ChipCounters ReadCounters(const TreeIndex& tree,
                          const Reading<std::uint64_t>& memory_capacity_bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_COUNTERS_H_
