#include "agent/device/counter_catalog.h"

#include <cstddef>
#include <iterator>

namespace neuron {
namespace {

// A node's name, and the group that it is read with.
struct Row {
  absl::string_view node;
  CounterGroup group;
};

constexpr CounterGroup kFast = CounterGroup::kFast;
constexpr CounterGroup kEvents = CounterGroup::kEvents;
constexpr CounterGroup kMemory = CounterGroup::kMemory;

// In the order of CoreTally.
constexpr Row kCoreRows[] = {
    {"success", kFast},
    {"failure", kFast},
    {"timeout", kFast},
    {"exec_bad_input", kEvents},
    {"hw_error", kFast},
    {"execute_completed_with_error", kEvents},
    {"execute_completed_with_num_error", kEvents},
    {"generic_error", kEvents},
    {"resource_error", kEvents},
    {"resource_nc_error", kEvents},
    {"execute_failed_to_queue", kEvents},
    {"invalid_error", kEvents},
    {"unsupported_neff_version", kEvents},
    {"oob_error", kEvents},
    {"hw_collectives_error", kEvents},
    {"hw_hbm_ue_error", kEvents},
    {"hw_nc_ue_error", kEvents},
    {"hw_dma_abort_error", kEvents},
    {"execute_sw_nq_overflow", kEvents},
    {"execute_sw_semaphore_error", kEvents},
    {"execute_sw_event_error", kEvents},
    {"execute_sw_psum_collision", kEvents},
    {"execute_sw_sequencer_fatal", kEvents},
    {"hw_repairable_hbm_ue_error", kEvents},
    {"model_load_count", kEvents},
    {"reset_req_count", kEvents},
    {"reset_fail_count", kFast},
    {"inference_count", kFast},
    {"flop_count", kEvents},
    {"nc_time_in_use", kFast},
};

// In the order of EccTally.
constexpr Row kEccRows[] = {
    {"sram_ecc_uncorrected", kFast},
    {"mem_ecc_uncorrected", kFast},
    {"mem_ecc_repairable_uncorrected", kFast},
    {"sram_ecc_corrected", kEvents},
    {"mem_ecc_corrected", kEvents},
};

// In the order of DeviceMemoryClass. Which cores have a model tells libnrt's utilisation.
constexpr Row kDeviceMemoryRows[] = {
    {"device_mem/model_code", kEvents},     {"device_mem/tensors", kMemory},
    {"device_mem/constants", kMemory},      {"device_mem/model_shared_scratchpad", kMemory},
    {"device_mem/runtime_memory", kMemory}, {"device_mem/driver_memory", kMemory},
    {"device_mem/collectives", kMemory},    {"device_mem/nonshared_scratchpad", kMemory},
    {"device_mem/notifications", kMemory},  {"device_mem/dma_rings", kMemory},
    {"device_mem/uncategorized", kMemory},
};

// In the order of HostMemoryClass.
constexpr absl::string_view kHostMemoryNodes[] = {
    "host_mem/dma_buffers",        "host_mem/tensors",       "host_mem/constants",
    "host_mem/application_memory", "host_mem/driver_memory", "host_mem/notifications",
    "host_mem/dma_rings",          "host_mem/uncategorized",
};

// In the order of CounterGroup.
constexpr absl::string_view kWords[] = {"fast", "events", "memory", "tensor", "power"};

template <typename T, std::size_t kRows, typename Enum>
constexpr const T& At(const T (&rows)[kRows], Enum place) {
  return rows[static_cast<std::size_t>(place)];
}

static_assert(std::size(kCoreRows) == kCoreTallies, "a row for each tally");
static_assert(std::size(kEccRows) == kEccTallies, "a row for each tally");
static_assert(std::size(kDeviceMemoryRows) == kDeviceMemoryClasses, "a row for each class");
static_assert(std::size(kHostMemoryNodes) == kHostMemoryClasses, "a node for each class");
static_assert(std::size(kWords) == kCounterGroups, "a word for each group");

}  // namespace

absl::string_view NodeOf(CoreTally tally) { return At(kCoreRows, tally).node; }
absl::string_view NodeOf(DeviceMemoryClass memory_class) {
  return At(kDeviceMemoryRows, memory_class).node;
}
absl::string_view NodeOf(HostMemoryClass memory_class) {
  return At(kHostMemoryNodes, memory_class);
}
absl::string_view NodeOf(EccTally tally) { return At(kEccRows, tally).node; }

CounterGroup GroupOf(CoreTally tally) { return At(kCoreRows, tally).group; }
CounterGroup GroupOf(DeviceMemoryClass memory_class) {
  return At(kDeviceMemoryRows, memory_class).group;
}
CounterGroup GroupOf(EccTally tally) { return At(kEccRows, tally).group; }

absl::string_view Word(CounterGroup group) { return At(kWords, group); }

}  // namespace neuron
