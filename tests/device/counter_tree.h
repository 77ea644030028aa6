#ifndef TESTS_DEVICE_COUNTER_TREE_H_
#define TESTS_DEVICE_COUNTER_TREE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {

// The chip neuron0 with two cores and everything that any driver up to 2.30 counts, ready and well.
// Each count of the chip has a number of its own from 1000 on, each of core M one from
// M * 10000 + 20000 on, in the order of the enums; peaks are 500 more.
FakeNode ChipThatCounts();

// The paths of that chip's files, below the root.
inline constexpr char kResetPath[] = "neuron0/reset";
inline constexpr char kSramEccPath[] = "neuron0/stats/hardware/sram_ecc_uncorrected";
inline constexpr char kHbmEccPath[] = "neuron0/stats/hardware/mem_ecc_uncorrected";
inline constexpr char kSramCorrectedPath[] = "neuron0/stats/hardware/sram_ecc_corrected";
inline constexpr char kDeviceMemoryPath[] = "neuron0/neuron_core0/stats/memory_usage/device_mem";
inline constexpr char kHostMemoryPath[] = "neuron0/neuron_core0/stats/memory_usage/host_mem";
inline constexpr char kSuccessPath[] = "neuron0/neuron_core0/stats/status/success/total";
inline constexpr char kTimeoutPath[] = "neuron0/neuron_core0/stats/status/timeout/total";
inline constexpr char kBadInputPath[] = "neuron0/neuron_core0/stats/status/exec_bad_input/total";
inline constexpr char kResetRequestsPath[] =
    "neuron0/neuron_core0/stats/other_info/reset_req_count/total";

}  // namespace neuron

#endif  // TESTS_DEVICE_COUNTER_TREE_H_
