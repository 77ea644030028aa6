#include "agent/workload/memory_trouble.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "agent/device/readiness.h"
#include "agent/workload/evidence_line.h"

namespace neuron {
namespace {

// As far as it is known.
std::uint64_t DeviceMemory(const ChipCounters& counters) {
  std::uint64_t bytes = 0;
  for (const CoreCounters& core : counters.cores) {
    bytes += core.device_memory.bytes.has_value() ? core.device_memory.bytes.value() : 0;
  }
  return bytes;
}

// An old driver has no such word.
bool MayRest(const ChipCounters& counters) {
  return counters.reset_state.is_absent() || IsReady(counters);
}

bool IsLongUnheld(int chip, const Evidence& evidence) {
  constexpr absl::Duration kLong = absl::Seconds(5);
  const auto unheld = evidence.unheld_for.find(chip);
  return unheld != evidence.unheld_for.end() && unheld->second >= kLong;
}

}  // namespace

std::vector<WorkloadFinding> FindMemoryWithoutHolder(
    const Inventory& inventory, const Evidence& evidence,
    const std::vector<Reading<ChipCounters>>& counters) {
  WorkloadFinding finding;
  finding.code = WorkloadFindingCode::kMemoryWithoutHolder;
  for (std::size_t i = 0; i < inventory.chips.size(); ++i) {
    const int chip = inventory.chips[i].index;
    if (!counters[i].has_value() || !MayRest(counters[i].value()) ||
        DeviceMemory(counters[i].value()) == 0 || !IsLongUnheld(chip, evidence)) {
      continue;
    }
    finding.chips.Add(chip);
    finding.evidence.push_back(absl::StrCat("sysfs: neuron", chip, " has ",
                                            DeviceMemory(counters[i].value()),
                                            " bytes of device memory in use"));
  }
  if (finding.chips.empty() || !evidence.holders.sight.ok()) {
    return {};
  }
  finding.evidence.push_back(
      absl::StrCat(evidence.holders.source, ": nobody holds ", NamesOf(finding.chips)));
  finding.text = absl::StrCat(NamesOf(finding.chips),
                              ": device memory is in use and nobody holds it: wait; if it stays, "
                              "reload the driver when the host is idle");
  return {finding};
}

}  // namespace neuron
