#include "agent/snapshot/judgement.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

bool IsStuck(const Holder& holder, absl::Time now) {
  return holder.state.has_value() && holder.state.value() == 'D' &&
         now - holder.state_since >= Judgement::kStuck;
}

Sign StuckHolder(const Holder& holder, int chip, absl::Time now) {
  Sign sign;
  sign.ailment = Ailment::kHolderStuck;
  sign.source = SignSource::kProcesses;
  sign.chip = chip;
  sign.seen_at = now;
  sign.lasting = true;
  sign.raw = absl::StrCat("pid ", holder.pid, " (", holder.command, ") is in state D for ",
                          absl::FormatDuration(now - holder.state_since));
  return sign;
}

// How often any of the cores was to be reset; none if that is not known of each.
absl::optional<std::uint64_t> ResetsOf(const ChipCounters& counters) {
  std::uint64_t resets = 0;
  for (const CoreCounters& core : counters.cores) {
    const Reading<std::uint64_t>& requests = core.tallies[CoreTally::kResetRequests];
    if (requests.is_unknown()) {
      return absl::nullopt;
    }
    resets += requests.has_value() ? requests.value() : 0;
  }
  return resets;
}

const ProcessExecutions* FindTrace(const Findings& findings, const ProcessId& process) {
  const std::vector<ProcessExecutions>& traced = findings.traces.executions;
  const auto found = std::find_if(
      traced.begin(), traced.end(),
      [&](const ProcessExecutions& executions) { return executions.process == process; });
  return found != traced.end() ? &*found : nullptr;
}

void AddTraced(const Findings& findings, UsageSigns* signs) {
  signs->all_traced = true;
  for (const Holder& holder : findings.evidence.holders.holders) {
    if (!holder.held.Contains(signs->chip)) {
      continue;
    }
    const ProcessExecutions* trace = FindTrace(findings, {holder.pid, holder.start_ticks});
    const bool is_of_this = trace != nullptr && holder.held.size() == 1;
    signs->all_traced &= is_of_this;
    if (is_of_this) {
      signs->traced.push_back(*trace);
    }
  }
}

}  // namespace

void Judgement::NoteHolders(const Findings& findings, absl::Duration at) {
  const absl::Time now = findings.taken_at;
  for (const Holder& holder : findings.evidence.holders.holders) {
    if (IsStuck(holder, now)) {
      for (const int chip : holder.held.chips()) {
        health_.Note(StuckHolder(holder, chip, now), at);
      }
    }
    const ProcessExecutions* trace = FindTrace(findings, {holder.pid, holder.start_ticks});
    if (trace != nullptr) {
      for (const Sign& sign : runtime_.Take(*trace, holder.held, now)) {
        health_.Note(sign, at);
      }
    }
  }
}

void Judgement::JudgeChip(std::size_t place, absl::Duration at, Findings* findings) {
  Reading<ChipCounters>& counters = findings->counters[place];
  ChipFacts facts;
  facts.chip = &findings->inventory->chips[place];
  facts.appearance = findings->appearances[place];
  facts.driver_load = findings->driver_load;
  facts.sisters = &findings->inventory->chips;
  absl::optional<ChipUsage>& usage = findings->usage[place];
  if (counters.has_value()) {
    ChipCounters totals = counters.value();
    UsageSigns signs;
    signs.chip = facts.chip->index;
    std::uint64_t& resets = resets_[signs.chip];
    resets = ResetsOf(totals).value_or(resets);
    signs.epoch = {facts.driver_load, facts.appearance, resets};
    signs.generation = findings->inventory->generation;
    signs.now = findings->read_at[place];
    signs.at = at;
    AddTraced(*findings, &signs);
    if (!findings->datastores.empty()) {
      signs.datastore = std::move(findings->datastores[place]);
    }
    usage = usage_.Take(signs, &totals);
    counters = std::move(totals);
    facts.usage = &*usage;
  }
  facts.counters = &counters;
  findings->health[place] = health_.Judge(facts, findings->read_at[place], at);
}

void Judgement::Judge(absl::Duration at, Findings* findings) {
  NoteHolders(*findings, at);
  findings->usage.resize(findings->counters.size());
  findings->health.resize(findings->counters.size());
  for (std::size_t place = 0; place < findings->counters.size(); ++place) {
    JudgeChip(place, at, findings);
  }
}

}  // namespace neuron
