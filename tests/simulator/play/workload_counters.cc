#include "tests/simulator/play/workload_counters.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using config::v1::StartWorkload;

constexpr std::uint64_t kDefaultTensorBytes = 1 << 20;
constexpr std::uint64_t kDefaultExecutions = 1000;
constexpr std::uint64_t kFlopsPerExecution = 2'000'000'000;
constexpr std::uint64_t kMicrosecondsPerExecution = 800;
// Of the tensor engines of a plain workload.
constexpr double kBusyRatio = 0.6;

// What a plain workload takes on each chip, in this order; it frees in the reverse one.
std::vector<Allocation> AllocationsOf(const StartWorkload& plan) {
  const std::uint64_t tensors = plan.has_memory_bytes() ? plan.memory_bytes() : kDefaultTensorBytes;
  std::vector<Allocation> allocations;
  for (const int core : CoresOf(plan)) {
    allocations.push_back({core, false, "tensors", 65536});
    allocations.push_back({core, true, "tensors", tensors});
    allocations.push_back({core, true, "model_code", 262144});
    allocations.push_back({core, true, "model_shared_scratchpad", 524288});
    allocations.push_back({core, false, "application_memory", 8192});
  }
  return allocations;
}

CoreCounters DatastoreOf(const StartWorkload& plan) {
  const std::uint64_t executions = plan.has_executions() ? plan.executions() : kDefaultExecutions;
  return {{"success", executions},
          {"inference_count", executions},
          {"model_load_count", 1},
          {"flop_count", executions * kFlopsPerExecution},
          {"nc_time_in_use", executions * kMicrosecondsPerExecution}};
}

// The cores that run. Where there is a core map, an application has them in pairs.
std::set<int> RunningCores(const StartWorkload& plan, const Host& host) {
  const std::vector<int> planned = CoresOf(plan);
  std::set<int> cores(planned.begin(), planned.end());
  if (!UsesLibnrt(plan) || !host.instance.recording->has_core_map) return cores;
  for (const int core : planned) cores.insert(core ^ 1);
  return cores;
}

// The share of the time in which they do.
double BusyRatio(const StartWorkload& plan) {
  if (!UsesLibnrt(plan)) return kBusyRatio;
  const double rate = ExecutionsPerSecond(plan);
  return rate == 0 ? 1 : std::min(1.0, rate * LatencyMs(plan) / 1000);
}

absl::Time StartOfMinute(absl::Time time) {
  return absl::FromUnixSeconds(absl::ToUnixSeconds(time) / 60 * 60);
}

}  // namespace

void WorkloadCounters::Attach(pid_t pid, const StartWorkload& plan) {
  // Nobody counted the time in which nothing ran.
  if (busy_.empty()) advanced_ = absl::InfinitePast();
  for (const std::uint32_t index : plan.chips()) {
    const int chip = static_cast<int>(index);
    busy_[{chip, pid}] = plan;
    warm_.insert(chip);
    if (UsesLibnrt(plan)) continue;
    ChipCounters counters = CountersOf(chip);
    for (const Allocation& allocation : AllocationsOf(plan)) counters.Allocate(allocation);
  }
}

void WorkloadCounters::Detach(int chip, pid_t pid) {
  const auto entry = busy_.extract({chip, pid});
  if (entry.empty() || UsesLibnrt(entry.mapped())) return;
  const StartWorkload& plan = entry.mapped();
  ChipCounters counters = CountersOf(chip);
  const std::vector<Allocation> allocations = AllocationsOf(plan);
  for (auto it = allocations.rbegin(); it != allocations.rend(); ++it) counters.Free(*it);
  AddDatastores(chip, plan);
}

void WorkloadCounters::AddDatastores(int chip, const StartWorkload& plan) {
  ChipCounters counters = CountersOf(chip);
  const std::vector<int> used = CoresOf(plan);
  for (int core = 0; core < FindChip(*host_, chip)->cores; ++core) {
    const bool is_used = std::find(used.begin(), used.end(), core) != used.end();
    counters.AddDatastore(core, is_used ? DatastoreOf(plan) : CoreCounters());
  }
}

void WorkloadCounters::Advance(absl::Time now) {
  if (advanced_ == absl::InfinitePast()) advanced_ = now;
  for (const auto& [key, plan] : busy_) {
    ChipCounters counters = CountersOf(key.first);
    for (const int core : RunningCores(plan, *host_)) {
      counters.RunTensorEngine(core, now - advanced_, BusyRatio(plan));
    }
  }
  const absl::Time minute = StartOfMinute(now);
  if (minute != StartOfMinute(advanced_)) ReportPower(minute);
  advanced_ = now;
}

// Once more also for chips that became idle, with the power of rest.
void WorkloadCounters::ReportPower(absl::Time minute) {
  std::set<int> busy;
  for (const auto& [key, plan] : busy_) busy.insert(key.first);
  for (const int chip : warm_) {
    ChipCounters counters = CountersOf(chip);
    busy.count(chip) > 0 ? counters.SetPower(minute, 0.86, 25, 18.86)
                         : counters.SetPower(minute, 0, 2.06, 0.56);
  }
  warm_ = busy;
}

}  // namespace neuron::sim
