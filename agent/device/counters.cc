#include "agent/device/counters.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

absl::optional<std::string> TotalOf(const TreeIndex& tree, int core, absl::string_view counter) {
  absl::optional<std::string> path = tree.FindCounter(core, counter);
  if (path.has_value()) {
    path->append("/total");
  }
  return path;
}

Count ReadTotal(const TreeIndex& tree, int core, absl::string_view counter) {
  return ReadUnsigned(TotalOf(tree, core, counter));
}

// A number of bytes that went below zero is huge.
Count ReadMemory(const TreeIndex& tree, int core, absl::string_view counter,
                 const Count& capacity) {
  constexpr std::uint64_t kHuge = std::uint64_t{1} << 63;
  const Count bytes = ReadTotal(tree, core, counter);
  if (bytes.has_value() && bytes.value() > (capacity.has_value() ? capacity.value() : kHuge)) {
    return Count::Unknown(absl::DataLossError(absl::StrCat(
        *TotalOf(tree, core, counter), ": more bytes than there can be: ", bytes.value())));
  }
  return bytes;
}

Reading<ResetState> ReadResetState(const TreeIndex& tree) {
  const absl::optional<std::string> path = tree.FindFile(TreeIndex::kChip, "reset");
  const Count state = ReadUnsigned(path);
  if (state.has_value() && state.value() > static_cast<int>(ResetState::kInvalid)) {
    return Reading<ResetState>::Unknown(
        absl::DataLossError(absl::StrCat(*path, ": no state has the number ", state.value())));
  }
  return state.Map([](std::uint64_t number) { return static_cast<ResetState>(number); });
}

CoreCounters ReadCore(const TreeIndex& tree, int core, const Count& capacity) {
  CoreCounters counters;
  counters.core = core;
  counters.device_memory_bytes = ReadMemory(tree, core, "device_mem", capacity);
  counters.host_memory_bytes = ReadMemory(tree, core, "host_mem", Count::Absent());
  counters.executions_succeeded = ReadTotal(tree, core, "success");
  counters.executions_failed = ReadTotal(tree, core, "failure");
  counters.hardware_errors = ReadTotal(tree, core, "hw_error");
  counters.inferences = ReadTotal(tree, core, "inference_count");
  counters.model_loads = ReadTotal(tree, core, "model_load_count");
  counters.reset_requests = ReadTotal(tree, core, "reset_req_count");
  counters.reset_failures = ReadTotal(tree, core, "reset_fail_count");
  return counters;
}

}  // namespace

ChipCounters ReadCounters(const TreeIndex& tree,
                          const Reading<std::uint64_t>& memory_capacity_bytes) {
  ChipCounters counters;
  counters.reset_state = ReadResetState(tree);
  const auto hardware = [&](absl::string_view name) {
    return ReadUnsigned(tree.FindFile(TreeIndex::kChip, name));
  };
  counters.sram_ecc_uncorrected = hardware("sram_ecc_uncorrected");
  counters.hbm_ecc_uncorrected = hardware("mem_ecc_uncorrected");
  counters.hbm_ecc_repairable = hardware("mem_ecc_repairable_uncorrected");
  for (int core : tree.cores()) {
    counters.cores.push_back(ReadCore(tree, core, memory_capacity_bytes));
  }
  return counters;
}

}  // namespace neuron
