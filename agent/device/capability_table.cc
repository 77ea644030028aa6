#include "agent/device/capability_table.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "agent/device/live_counters.h"

namespace neuron {
namespace {

using When = Liveness;

constexpr CapabilityRow OfChip(absl::string_view name, When when, DriverVersion since) {
  return {name, CapabilityKind::kSysfs, CapabilityScope::kChip, when, since};
}

constexpr CapabilityRow OfCore(absl::string_view name, When when, DriverVersion since) {
  return {name, CapabilityKind::kSysfs, CapabilityScope::kCore, when, since};
}

constexpr CapabilityRow OfClass(absl::string_view name, When when, DriverVersion since) {
  return {name, CapabilityKind::kClass, CapabilityScope::kHost, when, since};
}

constexpr CapabilityRow Ioctl(absl::string_view name, When when, DriverVersion since) {
  return {name, CapabilityKind::kIoctl, CapabilityScope::kChip, when, since};
}

// Linux makes them, whatever the driver.
constexpr CapabilityRow OfPciFunction(absl::string_view name, When when) {
  return {name, CapabilityKind::kPci, CapabilityScope::kChip, when, {}};
}

constexpr CapabilityRow kRows[] = {
    // neuron-driver.md §§7.1, 7.3, 7.5, 7.6. The first driver by §2.1 where that is more exact; for
    // what came somewhere from one version to another, the older of the two.
    OfChip("reset", When::kLive, {2, 5, 7}),
    OfChip("core_count", When::kConstant, {2, 5, 7}),
    OfChip("arch_type", When::kConstant, {2, 8, 4}),
    OfChip("instance_type", When::kConstant, {2, 8, 4}),
    OfChip("device_name", When::kConstant, {2, 8, 4}),
    OfChip("notify_delay", When::kLive, {2, 9, 0}),
    OfChip("host_mem/dma_buffers", When::kLive, {2, 10, 11}),
    OfChip("host_mem/tensors", When::kLive, {2, 10, 11}),
    OfChip("host_mem/constants", When::kLive, {2, 10, 11}),
    OfChip("host_mem/application_memory", When::kLive, {2, 10, 11}),
    OfChip("host_mem/driver_memory", When::kLive, {2, 17, 17}),
    OfChip("host_mem/notifications", When::kLive, {2, 17, 17}),
    OfChip("host_mem/uncategorized", When::kLive, {2, 17, 17}),
    OfChip("host_mem/dma_rings", When::kLive, {2, 18, 12}),
    OfChip("connected_devices", When::kConstant, {2, 13, 4}),
    OfChip("sram_ecc_uncorrected", When::kLive, {2, 14, 5}),
    OfChip("mem_ecc_uncorrected", When::kLive, {2, 14, 5}),
    OfChip("serial_number", When::kConstant, {2, 15, 9}),
    OfChip("utilization", When::kEachMinute, {2, 21, 37}),
    OfChip("mem_ecc_repairable_uncorrected", When::kLive, {2, 23, 9}),
    OfChip("fw_api_version", When::kConstant, {2, 26, 0}),
    OfChip("fw_build", When::kConstant, {2, 26, 0}),
    OfChip("hw_error_event", When::kLive, {2, 28, 0}),
    OfChip("utilization_raw", When::kLive, {2, 29, 0}),
    OfChip("unhealthy_components", When::kLive, {2, 30, 0}),
    OfChip("healthcheck_heartbeat", When::kLive, {2, 30, 0}),
    OfChip("sram_ecc_corrected", When::kLive, {2, 30, 0}),
    OfChip("mem_ecc_corrected", When::kLive, {2, 30, 0}),

    // neuron-driver.md §§7.2 to 7.4 and 7.6.
    OfCore("arch_type", When::kConstant, {2, 8, 4}),
    OfCore("host_mem", When::kLive, {2, 7, 15}),
    OfCore("device_mem", When::kLive, {2, 7, 15}),
    OfCore("device_mem/model_code", When::kLive, {2, 10, 11}),
    OfCore("device_mem/tensors", When::kLive, {2, 10, 11}),
    OfCore("device_mem/constants", When::kLive, {2, 10, 11}),
    OfCore("device_mem/model_shared_scratchpad", When::kLive, {2, 10, 11}),
    OfCore("device_mem/runtime_memory", When::kLive, {2, 10, 11}),
    OfCore("device_mem/driver_memory", When::kLive, {2, 17, 17}),
    OfCore("device_mem/collectives", When::kLive, {2, 17, 17}),
    OfCore("device_mem/nonshared_scratchpad", When::kLive, {2, 17, 17}),
    OfCore("device_mem/notifications", When::kLive, {2, 17, 17}),
    OfCore("device_mem/uncategorized", When::kLive, {2, 17, 17}),
    OfCore("device_mem/dma_rings", When::kLive, {2, 18, 12}),
    OfCore("success", When::kAtExit, {2, 7, 15}),
    OfCore("failure", When::kAtExit, {2, 7, 15}),
    OfCore("timeout", When::kAtExit, {2, 7, 15}),
    OfCore("exec_bad_input", When::kAtExit, {2, 7, 15}),
    OfCore("hw_error", When::kAtExit, {2, 7, 15}),
    // Under their old names at first, see TreeIndex.
    OfCore("execute_completed_with_error", When::kAtExit, {2, 7, 15}),
    OfCore("execute_completed_with_num_error", When::kAtExit, {2, 7, 15}),
    OfCore("generic_error", When::kAtExit, {2, 7, 15}),
    OfCore("resource_error", When::kAtExit, {2, 7, 15}),
    OfCore("resource_nc_error", When::kAtExit, {2, 7, 15}),
    OfCore("execute_failed_to_queue", When::kAtExit, {2, 7, 15}),
    OfCore("invalid_error", When::kAtExit, {2, 7, 15}),
    OfCore("unsupported_neff_version", When::kAtExit, {2, 7, 15}),
    OfCore("oob_error", When::kAtExit, {2, 16, 7}),
    OfCore("hw_collectives_error", When::kAtExit, {2, 19, 64}),
    OfCore("hw_hbm_ue_error", When::kAtExit, {2, 19, 64}),
    OfCore("hw_nc_ue_error", When::kAtExit, {2, 19, 64}),
    OfCore("hw_dma_abort_error", When::kAtExit, {2, 19, 64}),
    OfCore("execute_sw_nq_overflow", When::kAtExit, {2, 20, 28}),
    OfCore("execute_sw_semaphore_error", When::kAtExit, {2, 21, 37}),
    OfCore("execute_sw_event_error", When::kAtExit, {2, 21, 37}),
    OfCore("execute_sw_psum_collision", When::kAtExit, {2, 21, 37}),
    OfCore("execute_sw_sequencer_fatal", When::kAtExit, {2, 21, 37}),
    OfCore("hw_repairable_hbm_ue_error", When::kAtExit, {2, 23, 9}),
    OfCore("model_load_count", When::kAtExit, {2, 7, 15}),
    OfCore("inference_count", When::kAtExit, {2, 7, 15}),
    OfCore("reset_req_count", When::kLive, {2, 8, 4}),
    OfCore("reset_fail_count", When::kLive, {2, 8, 4}),
    OfCore("flop_count", When::kAtExit, {2, 12, 11}),
    OfCore("nc_time_in_use", When::kAtExit, {2, 21, 37}),
    OfCore("pe_cntrs", When::kLive, {2, 23, 9}),

    // neuron-driver.md §7.7.
    OfClass("node_id_2", When::kLive, {2, 23, 9}),
    OfClass("node_id_4", When::kLive, {2, 23, 9}),
    OfClass("server_id_2", When::kLive, {2, 23, 9}),
    OfClass("server_id_4", When::kLive, {2, 23, 9}),
    OfClass("ultraserver_mode", When::kLive, {2, 23, 9}),
    OfClass("node_id", When::kLive, {2, 30, 0}),
    OfClass("node_cnt", When::kLive, {2, 30, 0}),
    OfClass("reservation_id", When::kLive, {2, 30, 0}),
    OfClass("hbm_7200_capable", When::kConstant, {2, 30, 0}),
    OfClass("current_perf_profile", When::kLive, {2, 30, 0}),

    // neuron-driver.md §3.1: Linux makes them, whatever the driver.
    OfPciFunction("revision", When::kConstant),
    OfPciFunction("numa_node", When::kConstant),
    OfPciFunction("local_cpulist", When::kConstant),
    OfPciFunction("current_link_speed", When::kLive),
    OfPciFunction("current_link_width", When::kLive),
    OfPciFunction("max_link_speed", When::kConstant),
    OfPciFunction("max_link_width", When::kConstant),
    OfPciFunction("aer_dev_correctable", When::kLive),
    OfPciFunction("aer_dev_nonfatal", When::kLive),
    OfPciFunction("aer_dev_fatal", When::kLive),

    // neuron-driver.md §5.3. POD_STATUS can change while an election runs.
    Ioctl("DEVICE_BASIC_INFO", When::kConstant, {2, 1, 5}),
    Ioctl("COMPATIBLE_VERSION", When::kConstant, {2, 0, 386}),
    Ioctl("DEVICE_BDF_EXT", When::kConstant, {2, 9, 4}),
    Ioctl("DRIVER_INFO_GET", When::kConstant, {2, 12, 11}),
    Ioctl("HOST_DEVICE_ID_TO_RID_MAP", When::kConstant, {2, 16, 7}),
    Ioctl("GET_LOGICAL_TO_PHYSICAL_NC_MAP", When::kConstant, {2, 19, 64}),
    Ioctl("POD_INFO", When::kLive, {2, 19, 64}),
    Ioctl("POD_STATUS", When::kLive, {2, 19, 64}),
};

}  // namespace

absl::Span<const CapabilityRow> CapabilityTable() { return kRows; }

bool HasIoctl(const DriverVersion& generation, absl::string_view name) {
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows), [&](const CapabilityRow& r) {
    return r.kind == CapabilityKind::kIoctl && r.name == name;
  });
  return row != std::end(kRows) && !(generation < row->since);
}

std::string DisplayName(const CapabilityRow& row) {
  return row.scope == CapabilityScope::kCore ? absl::StrCat("core/", row.name)
                                             : std::string(row.name);
}

Liveness LivenessOf(const CapabilityRow& row, const DriverVersion& generation) {
  return row.liveness == Liveness::kAtExit && ShowsLiveCounters(generation) ? Liveness::kLive
                                                                            : row.liveness;
}

absl::optional<std::string> FindRow(const TreeIndex& tree, const CapabilityRow& row, int core) {
  if (row.kind != CapabilityKind::kSysfs) {
    return absl::nullopt;
  }
  const int owner = row.scope == CapabilityScope::kCore ? core : TreeIndex::kChip;
  absl::optional<std::string> counter = tree.FindCounter(owner, row.name);
  if (counter.has_value()) {
    return absl::StrCat(*counter, "/total");
  }
  return tree.FindFile(owner, row.name);
}

}  // namespace neuron
