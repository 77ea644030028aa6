#include "agent/snapshot/judgement.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

bool IsStuck(const Holder& holder) {
  return holder.state.has_value() && holder.state.value() == 'D' &&
         holder.state_for >= Judgement::kStuck;
}

Sign StuckHolder(const Holder& holder, int chip, absl::Time now) {
  Sign sign;
  sign.ailment = Ailment::kHolderStuck;
  sign.source = SignSource::kProcesses;
  sign.chip = chip;
  sign.seen_at = now;
  sign.lasting = true;
  sign.raw = absl::StrCat("pid ", holder.pid, " (", holder.command, ") is in state D for ",
                          absl::FormatDuration(absl::Floor(holder.state_for, absl::Seconds(1))));
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

void Judgement::NoteStuck(const Findings& findings, const ChipSet& chips, absl::Duration at) {
  const absl::Time now = findings.taken_at;
  for (const Holder& holder : findings.evidence.holders.holders) {
    if (!IsStuck(holder)) {
      continue;
    }
    for (const int chip : holder.held.chips()) {
      if (chips.Contains(chip)) {
        health_.Note(StuckHolder(holder, chip, now), at);
      }
    }
  }
}

void Judgement::NoteTraces(const Findings& findings, absl::Duration at) {
  const absl::Time now = findings.taken_at;
  for (const Holder& holder : findings.evidence.holders.holders) {
    const ProcessExecutions* trace = FindTrace(findings, {holder.pid, holder.start_ticks});
    if (trace != nullptr) {
      for (const Sign& sign : runtime_.Take(*trace, holder.held, now, at)) {
        health_.Note(sign, at);
      }
    }
  }
}

ChipHealth Judgement::JudgeChip(std::size_t place, absl::Duration at, bool again,
                                Findings* findings) {
  Reading<ChipCounters>& counters = findings->counters[place];
  ChipFacts facts;
  facts.chip = &findings->inventory->chips[place];
  facts.appearance = findings->appearances[place];
  facts.driver_load = findings->driver_load;
  facts.module_inode = findings->module_inode;
  facts.sisters = &findings->inventory->chips;
  absl::optional<ChipUsage>& usage = findings->usage[place];
  if (counters.has_value()) {
    ChipCounters totals = std::move(counters).value();
    UsageSigns signs;
    signs.chip = facts.chip->index;
    std::uint64_t& resets = resets_[signs.chip];
    resets = ResetsOf(totals).value_or(resets);
    signs.epoch = {facts.driver_load, facts.appearance, resets};
    signs.generation = findings->inventory->generation;
    signs.now = findings->read_at[place];
    signs.at = findings->sampled_at.empty() ? at : findings->sampled_at[place];
    signs.traced_before = again;
    AddTraced(*findings, &signs);
    if (!findings->datastores.empty()) {
      signs.datastore = std::move(findings->datastores[place]);
    }
    usage = usage_.Take(signs, &totals);
    counters = std::move(totals);
    facts.usage = &*usage;
  }
  facts.counters = &counters;
  ChipHealth health = health_.Judge(facts, findings->read_at[place], at);
  if (verdicts_ != nullptr) {
    verdicts_->Keep(health_, facts.chip->index, at);
  }
  return health;
}

void Judgement::OpenVerdicts(absl::Duration at) {
  if (verdicts_ != nullptr && !std::exchange(is_open_, true)) {
    verdicts_->Open(at, &health_);
  }
}

void Judgement::Judge(absl::Duration at, Findings* findings) {
  OpenVerdicts(at);
  NoteStuck(*findings, ChipSet(~std::uint64_t{0}), at);
  NoteTraces(*findings, at);
  findings->usage.resize(findings->counters.size());
  findings->health.reserve(findings->counters.size());
  for (std::size_t place = 0; place < findings->counters.size(); ++place) {
    findings->health.push_back(JudgeChip(place, at, /*again=*/false, findings));
  }
}

void Judgement::JudgeAgain(const ChipSet& chips, absl::Duration at, Findings* findings) {
  NoteStuck(*findings, chips, at);
  for (std::size_t place = 0; place < findings->counters.size(); ++place) {
    if (chips.Contains(findings->inventory->chips[place].index)) {
      findings->health[place] = JudgeChip(place, at, /*again=*/true, findings);
    }
  }
}

}  // namespace neuron
