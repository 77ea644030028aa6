#include "agent/telemetry/chip_subjects.h"

#include <cstddef>
#include <set>
#include <vector>

namespace neuron {
namespace {

template <typename Enum>
void ForEachOf(Enum Subject::*place, std::size_t values, Subject subject, VisitSubject visit) {
  for (std::size_t i = 0; i < values; ++i) {
    subject.*place = static_cast<Enum>(i);
    visit(subject);
  }
}

void ForEachPlace(std::size_t places, Subject subject, VisitSubject visit) {
  for (subject.place = 0; subject.place < places; ++subject.place) {
    visit(subject);
  }
}

// Only those that speak against the chip.
void ForEachAilment(Subject subject, VisitSubject visit) {
  std::set<Ailment> ailments;
  for (const Sign& sign : subject.state->health.signs) {
    ailments.insert(sign.ailment);
  }
  for (const Ailment ailment : ailments) {
    subject.ailment = ailment;
    visit(subject);
  }
}

void ForEachRebase(const std::vector<Rebase>& rebases, Subject subject, VisitSubject visit) {
  for (const Rebase& rebase : rebases) {
    subject.rebase = &rebase;
    visit(subject);
  }
}

const CoreUsage* FindUsage(const ChipState& state, int core) {
  if (!state.usage.has_value()) return nullptr;
  for (const CoreUsage& usage : state.usage->cores) {
    if (usage.core == core) return &usage;
  }
  return nullptr;
}

void ForEachCore(Subject subject, VisitSubject visit) {
  if (!subject.state->counters.has_value()) return;
  for (const CoreCounters& core : subject.state->counters.value().cores) {
    subject.core = &core;
    subject.usage = FindUsage(*subject.state, core.core);
    visit(subject);
  }
}

void ForEachPartOfCore(MetricScope scope, const Subject& core, VisitSubject visit) {
  switch (scope) {
    case MetricScope::kDeviceMemory:
      return ForEachOf(&Subject::device_memory, kDeviceMemoryClasses, core, visit);
    case MetricScope::kRowGroup:
      return ForEachPlace(TensorActivity::kRowGroups, core, visit);
    case MetricScope::kCoreRebase:
      if (core.usage != nullptr) ForEachRebase(core.usage->rebases, core, visit);
      return;
    default:
      return visit(core);
  }
}

}  // namespace

bool IsOfChips(MetricScope scope) { return scope >= MetricScope::kChip; }

void ForEachChip(const Snapshot& snapshot, VisitSubject visit) {
  Subject subject;
  subject.snapshot = &snapshot;
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    subject.chip = &snapshot.inventory->chips[i];
    subject.state = &snapshot.chips[i];
    visit(subject);
  }
}

void ForEachPart(MetricScope scope, const Subject& chip, VisitSubject visit) {
  if (scope >= MetricScope::kCore) {
    return ForEachCore(chip, [&](const Subject& core) { ForEachPartOfCore(scope, core, visit); });
  }
  switch (scope) {
    case MetricScope::kAilment:
      return ForEachAilment(chip, visit);
    case MetricScope::kCounterGroup:
      return ForEachOf(&Subject::group, kCounterGroups, chip, visit);
    case MetricScope::kDie:
      return ForEachPlace(RawPower::kDies, chip, visit);
    case MetricScope::kHostMemory:
      return ForEachOf(&Subject::host_memory, kHostMemoryClasses, chip, visit);
    case MetricScope::kChipRebase:
      if (chip.state->usage.has_value()) ForEachRebase(chip.state->usage->rebases, chip, visit);
      return;
    default:
      return visit(chip);
  }
}

}  // namespace neuron
