#include "tests/simulator/host/chip_counters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/simulator/host/event_counters.h"
#include "tests/simulator/host/layout.h"

namespace neuron::sim {
namespace {

// The clock of the tensor engine.
constexpr double kCyclesPerSecond = 1.4e9;

std::optional<std::uint64_t> NumberIn(const Node* file) {
  std::uint64_t number = 0;
  if (file == nullptr || !absl::SimpleAtoi(absl::StripSuffix(file->content, "\n"), &number)) {
    return std::nullopt;
  }
  return number;
}

void SetNumber(Node* file, std::uint64_t number) {
  if (file != nullptr) file->content = absl::StrCat(number, "\n");
}

std::string CoreDirectory(int core) { return absl::StrCat("neuron_core", core, "/stats"); }

bool HasBit(std::uint32_t bits, int core) { return (bits >> core & 1) != 0; }

// One row of pe_cntrs, "group,mm_active,wl_active,idle".
std::string AdvanceRow(absl::string_view row, std::uint64_t busy, std::uint64_t idle) {
  std::vector<std::string> fields = absl::StrSplit(row, ',');
  std::uint64_t busy_before = 0;
  std::uint64_t idle_before = 0;
  if (fields.size() != 4 || !absl::SimpleAtoi(fields[1], &busy_before) ||
      !absl::SimpleAtoi(fields[3], &idle_before)) {
    return std::string(row);
  }
  fields[1] = absl::StrCat(busy_before + busy);
  fields[3] = absl::StrCat(idle_before + idle);
  return absl::StrJoin(fields, ",");
}

// The same, at rest.
std::string ClearRow(absl::string_view row) {
  const std::vector<absl::string_view> fields = absl::StrSplit(row, ',');
  std::uint64_t group = 0;
  if (fields.size() != 4 || !absl::SimpleAtoi(fields[0], &group)) return std::string(row);
  return absl::StrCat(group, ",0,0,0");
}

// Does it to each line of the file.
template <typename Row>
void ChangeRows(Node* file, const Row& change) {
  if (file == nullptr) return;
  std::vector<std::string> rows;
  for (const absl::string_view row : absl::StrSplit(file->content, '\n')) {
    rows.push_back(change(row));
  }
  file->content = absl::StrJoin(rows, "\n");
}

}  // namespace

ChipCounters::ChipCounters(Host* host, const Chip& chip)
    : host_(host), directory_(ChipDirectory(chip.index)), cores_(chip.cores) {}

Node* ChipCounters::File(absl::string_view path) {
  return host_->tree.Find(absl::StrCat(directory_, "/", PlaceOf(host_->generation, path)));
}

void ChipCounters::Change(absl::string_view counter, std::int64_t change) {
  Node* total = File(absl::StrCat(counter, "/total"));
  const auto before = NumberIn(total);
  if (!before) return;
  const std::uint64_t now = *before + static_cast<std::uint64_t>(change);
  SetNumber(total, now);
  SetNumber(File(absl::StrCat(counter, "/present")), static_cast<std::uint64_t>(std::abs(change)));
  Node* peak = File(absl::StrCat(counter, "/peak"));
  if (peak != nullptr) SetNumber(peak, std::max(now, NumberIn(peak).value_or(0)));
}

void ChipCounters::Charge(const Allocation& allocation, int sign) {
  const std::int64_t change = sign * static_cast<std::int64_t>(allocation.bytes);
  const std::string core = CoreDirectory(allocation.core) + "/memory_usage/";
  if (allocation.on_device) {
    Change(core + "device_mem/" + allocation.memory_class, change);
    Change(core + "device_mem", change);
  } else {
    Change("stats/memory_usage/host_mem/" + allocation.memory_class, change);
    Change(core + "host_mem", change);
  }
}

void ChipCounters::Allocate(const Allocation& allocation) { Charge(allocation, 1); }

void ChipCounters::Free(const Allocation& allocation) { Charge(allocation, -1); }

void ChipCounters::AddDatastore(int core, const CoreCounters& counters) {
  for (const EventCounter& counter : EventCounters()) {
    const auto value = counters.find(std::string(counter.name));
    Change(absl::StrCat(CoreDirectory(core), "/", counter.group, "/", counter.name),
           value == counters.end() ? 0 : static_cast<std::int64_t>(value->second));
  }
}

void ChipCounters::CountReset(std::uint32_t cores) {
  for (int core = 0; core < cores_; ++core) {
    if (HasBit(cores, core)) Change(CoreDirectory(core) + "/other_info/reset_req_count", 1);
  }
}

void ChipCounters::CountResetFailure() {
  for (int core = 0; core < cores_; ++core) {
    Change(CoreDirectory(core) + "/other_info/reset_fail_count", 1);
  }
}

void ChipCounters::SetState(int state) {
  Node* file = File("reset");
  if (file != nullptr) file->content = absl::StrCat(state, "\n");
}

void ChipCounters::ClearTensorEngines(std::uint32_t cores) {
  for (int core = 0; core < cores_; ++core) {
    if (!HasBit(cores, core)) continue;
    ChangeRows(File(CoreDirectory(core) + "/tensor_engine/pe_cntrs"), ClearRow);
  }
}

void ChipCounters::RunTensorEngine(int core, absl::Duration elapsed, double busy_ratio) {
  const double cycles = absl::ToDoubleSeconds(elapsed) * kCyclesPerSecond;
  const auto busy = static_cast<std::uint64_t>(cycles * busy_ratio);
  const auto idle = static_cast<std::uint64_t>(cycles) - busy;
  ChangeRows(File(CoreDirectory(core) + "/tensor_engine/pe_cntrs"),
             [busy, idle](absl::string_view row) { return AdvanceRow(row, busy, idle); });
}

void ChipCounters::SetPower(absl::Time minute, double min, double max, double average) {
  Node* file = File("stats/power/utilization");
  if (file == nullptr) return;
  file->content = absl::StrFormat("POWER_STATUS_VALID,%d,%.2f,%.2f,%.2f\n",
                                  absl::ToUnixSeconds(minute), min, max, average);
}

}  // namespace neuron::sim
