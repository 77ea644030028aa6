#include "tests/simulator/play/application_command.h"

#include <array>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/driver/monitor_ioctls.h"
#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using config::v1::StartWorkload;

constexpr std::uint64_t kDefaultTensorBytes = 1 << 20;

constexpr int kCoresOfMap = 8;
constexpr int kChipsOfMap = 16;
// As the runtime pairs cores where there is a map.
constexpr int kCoresPerLogical = 2;

// What the driver answers to GET_LOGICAL_TO_PHYSICAL_NC_MAP.
struct CoreMap {
  std::uint32_t count = 0;
  std::array<std::array<std::array<std::uint32_t, 2>, kCoresOfMap>, kChipsOfMap> entries = {};
};

// False if the driver has none.
bool AskCoreMap(const Host& host, CoreMap* map) {
  CoreMapRequest request = {reinterpret_cast<std::uint64_t>(map), kChipsOfMap * kCoresOfMap, 0};
  OwnMemory memory;
  // It reads the host alone and changes nothing, so there need be no state.
  const IoctlCall call = {const_cast<Host*>(&host),
                          nullptr,
                          {},
                          host.chips.front().index,
                          kIoctlCoreMap,
                          reinterpret_cast<std::uint64_t>(&request),
                          &memory,
                          {}};
  return AnswerCoreMap(call) == 0;
}

int LogicalPosition(const CoreMap& map, int chip, int core) {
  const auto& cores = map.entries[static_cast<std::size_t>(chip)];
  for (int i = 0; i < kCoresOfMap; ++i) {
    if (cores[static_cast<std::size_t>(i)][1] == static_cast<std::uint32_t>(core)) return i;
  }
  return core;
}

std::string Ranges(const std::set<int>& numbers) {
  std::vector<std::pair<int, int>> ranges;
  for (const int number : numbers) {
    if (!ranges.empty() && ranges.back().second == number - 1) {
      ranges.back().second = number;
    } else {
      ranges.emplace_back(number, number);
    }
  }
  return absl::StrJoin(ranges, ",", [](std::string* out, const std::pair<int, int>& range) {
    absl::StrAppend(out, range.first);
    if (range.second != range.first) absl::StrAppend(out, "-", range.second);
  });
}

// From the beginning of one execution to that of the next.
std::string PeriodUs(const StartWorkload& plan) {
  const double rate = ExecutionsPerSecond(plan);
  return absl::StrCat(rate == 0 ? 0 : static_cast<std::uint64_t>(1e6 / rate));
}

}  // namespace

std::string VisibleCores(const StartWorkload& plan, const Host& host) {
  CoreMap map;
  const bool pairs = host.instance.recording->has_core_map;
  const bool has_map = pairs && AskCoreMap(host, &map);
  std::set<int> visible;
  for (const std::uint32_t index : plan.chips()) {
    const Chip& chip = *FindChip(host, static_cast<int>(index));
    const int per_logical = pairs ? kCoresPerLogical : 1;
    for (const int core : CoresOf(plan)) {
      const int position = has_map ? LogicalPosition(map, chip.index, core) : core;
      visible.insert((chip.index * chip.cores + position) / per_logical);
    }
  }
  return Ranges(visible);
}

WorkloadCommand ApplicationCommand(const StartWorkload& plan, const Host& host,
                                   const RuntimeFiles& runtime,
                                   const std::string& device_directory) {
  const std::uint64_t memory = plan.has_memory_bytes() ? plan.memory_bytes() : kDefaultTensorBytes;
  WorkloadCommand command;
  command.program = runtime.application();
  command.words = {plan.has_comm() ? plan.comm() : plan.name(), runtime.library(),
                   plan.has_executions() ? absl::StrCat(plan.executions()) : "-", PeriodUs(plan),
                   absl::StrCat(memory)};
  command.environment = {
      absl::StrCat("NEURON_RT_VISIBLE_CORES=", VisibleCores(plan, host)),
      absl::StrCat("NEURON_PROCESS_TAG=", plan.name()),
      absl::StrCat("NEURON_SIM_DEV_ROOT=", device_directory),
      absl::StrCat("NEURON_SIM_LATENCY_US=", static_cast<std::uint64_t>(LatencyMs(plan) * 1000))};
  if (plan.picoseconds()) command.environment.push_back("NEURON_SIM_TIME_UNIT=ps");
  if (!plan.status().empty()) {
    command.environment.push_back(
        absl::StrCat("NEURON_SIM_STATUS=", absl::StrJoin(plan.status(), ",")));
  }
  return command;
}

}  // namespace neuron::sim
