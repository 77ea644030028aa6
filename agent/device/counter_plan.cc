#include "agent/device/counter_plan.h"

#include <cstddef>

#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

using Leaf = CounterFile::Leaf;

// Gathers those files that the tree has.
class Planner {
 public:
  Planner(const TreeIndex& tree, CounterPlan* plan) : tree_(tree), plan_(plan) {}

  void PlanChip() {
    plan_->reset = FileOf(TreeIndex::kChip, "reset", {{}, CounterKind::kReset});
    for (std::size_t i = 0; i < kEccTallies; ++i) {
      const auto tally = static_cast<EccTally>(i);
      Add(FileOf(TreeIndex::kChip, NodeOf(tally), {{}, CounterKind::kEcc, PartOf(i)}),
          &plan_->errors[GroupOf(tally)]);
    }
    AddChipFile("unhealthy_components", CounterKind::kComponents, CounterGroup::kFast);
    AddChipFile("healthcheck_heartbeat", CounterKind::kHeartbeat, CounterGroup::kFast);
    AddChipFile("hw_error_event", CounterKind::kFirmwareEvents, CounterGroup::kFast);
    AddChipFile("utilization", CounterKind::kPower, CounterGroup::kPower);
    AddChipFile("utilization_raw", CounterKind::kRawPower, CounterGroup::kPower);
    for (std::size_t i = 0; i < kHostMemoryClasses; ++i) {
      AddMemory(TreeIndex::kChip, NodeOf(static_cast<HostMemoryClass>(i)), CounterGroup::kMemory,
                {{}, CounterKind::kHostMemoryClass, PartOf(i)});
    }
  }

  // `place` is where the core stands among the chip's.
  void PlanCore(int core, std::size_t place) {
    const auto at = static_cast<std::uint16_t>(place);
    const auto with = [&](CounterKind kind, std::size_t part = 0) {
      return CounterFile{{}, kind, PartOf(part), Leaf::kItself, at};
    };
    AddMemory(core, "device_mem", CounterGroup::kFast, with(CounterKind::kDeviceMemory));
    AddMemory(core, "host_mem", CounterGroup::kFast, with(CounterKind::kHostMemory));
    for (std::size_t i = 0; i < kCoreTallies; ++i) {
      const auto tally = static_cast<CoreTally>(i);
      Add(TotalOf(core, NodeOf(tally), with(CounterKind::kTally, i)),
          &plan_->others[GroupOf(tally)]);
    }
    for (std::size_t i = 0; i < kDeviceMemoryClasses; ++i) {
      const auto memory_class = static_cast<DeviceMemoryClass>(i);
      AddMemory(core, NodeOf(memory_class), GroupOf(memory_class),
                with(CounterKind::kDeviceMemoryClass, i));
    }
    Add(FileOf(core, "pe_cntrs", with(CounterKind::kTensor)),
        &plan_->others[CounterGroup::kTensor]);
  }

  void PlanResetRequests(int core) {
    constexpr CoreTally kTally = CoreTally::kResetRequests;
    const auto part = static_cast<std::size_t>(kTally);
    plan_->reset_requests = TotalOf(core, NodeOf(kTally), {{}, CounterKind::kTally, PartOf(part)});
  }

 private:
  using Found = absl::optional<CounterFile>;

  static std::uint8_t PartOf(std::size_t value) { return static_cast<std::uint8_t>(value); }

  static void Add(const Found& file, std::vector<CounterFile>* files) {
    if (file.has_value()) {
      files->push_back(*file);
    }
  }

  static Found At(const absl::optional<absl::string_view>& path, CounterFile file, Leaf leaf) {
    if (!path.has_value()) {
      return absl::nullopt;
    }
    file.path = *path;
    file.leaf = leaf;
    return file;
  }

  Found FileOf(int core, absl::string_view name, const CounterFile& file) const {
    return At(tree_.LocateFile(core, name), file, Leaf::kItself);
  }

  Found TotalOf(int core, absl::string_view name, const CounterFile& file) const {
    return At(tree_.LocateCounter(core, name), file, Leaf::kTotal);
  }

  void AddChipFile(absl::string_view name, CounterKind kind, CounterGroup group) {
    Add(FileOf(TreeIndex::kChip, name, {{}, kind}), &plan_->others[group]);
  }

  // What is in use, with its own group; the most that ever was, always with kMemory.
  void AddMemory(int core, absl::string_view name, CounterGroup group, const CounterFile& file) {
    const auto directory = tree_.LocateCounter(core, name);
    Add(At(directory, file, Leaf::kTotal), &plan_->others[group]);
    Add(At(directory, file, Leaf::kPeak), &plan_->others[CounterGroup::kMemory]);
  }

  const TreeIndex& tree_;
  CounterPlan* const plan_;
};

MemoryUse& MemoryAt(const CounterFile& file, ChipCounters* counters) {
  if (file.kind == CounterKind::kHostMemoryClass) {
    return counters->host_memory_by_class[static_cast<HostMemoryClass>(file.part)];
  }
  CoreCounters& core = counters->cores[file.core];
  if (file.kind == CounterKind::kDeviceMemoryClass) {
    return core.device_memory_by_class[static_cast<DeviceMemoryClass>(file.part)];
  }
  return file.kind == CounterKind::kDeviceMemory ? core.device_memory : core.host_memory;
}

}  // namespace

CounterPlan PlanCounters(const TreeIndex& tree) {
  CounterPlan plan;
  Planner planner(tree, &plan);
  planner.PlanChip();
  for (std::size_t i = 0; i < tree.cores().size(); ++i) {
    planner.PlanCore(tree.cores()[i], i);
  }
  if (!tree.cores().empty()) {
    planner.PlanResetRequests(tree.cores().front());
  }
  for (auto* files : {&plan.errors, &plan.others}) {
    for (std::vector<CounterFile>& group : *files) {
      group.shrink_to_fit();
    }
  }
  return plan;
}

Reading<std::uint64_t>& NumberAt(const CounterFile& file, ChipCounters* counters) {
  switch (file.kind) {
    case CounterKind::kEcc:
      return counters->ecc[static_cast<EccTally>(file.part)];
    case CounterKind::kFirmwareEvents:
      return counters->firmware.events;
    case CounterKind::kTally:
      return counters->cores[file.core].tallies[static_cast<CoreTally>(file.part)];
    default:
      MemoryUse& memory = MemoryAt(file, counters);
      return file.leaf == Leaf::kPeak ? memory.peak_bytes : memory.bytes;
  }
}

}  // namespace neuron
