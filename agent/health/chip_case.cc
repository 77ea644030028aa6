#include "agent/health/chip_case.h"

#include <algorithm>
#include <utility>

#include "agent/base/excerpt.h"
#include "agent/health/sight.h"

namespace neuron {
namespace {

Verdict WorstOf(const std::vector<Trouble>& troubles) {
  Verdict worst = Verdict::kOk;
  for (const Trouble& trouble : troubles) {
    worst = std::max(worst, trouble.level);
  }
  return worst;
}

}  // namespace

void ChipCase::Note(const Sign& sign, absl::Duration at) {
  if (sign.log_sequence.has_value() && sign.log_sequence <= heard_before_) {
    return;
  }
  heard_ = std::max(heard_, sign.log_sequence);
  Sign kept = sign;
  kept.raw = Excerpt(sign.raw);
  complaints_[sign.ailment].Take(kept, at);
}

void ChipCase::WeighAnew() {
  distrust_.reset();
  hold_down_.Forgive();
  WeighComplaintsAnew();
}

// Rules may be of a type.
void ChipCase::LearnType(const Reading<ChipType>& type) {
  if (type.has_value() && type != type_) {
    type_ = type;
    WeighComplaintsAnew();
  }
}

void ChipCase::WeighComplaintsAnew() {
  for (auto& [ailment, complaint] : complaints_) {
    complaint.WeighAnew();
  }
}

bool ChipCase::IsReloaded(const ChipFacts& facts) const {
  if (driver_load_.has_value()) {
    return *driver_load_ != facts.driver_load;
  }
  return module_inode_ != 0 && facts.module_inode != 0 && module_inode_ != facts.module_inode;
}

// What was noted since the pass before may be of the new chip or driver, and stays.
void ChipCase::CloseWhatIsOver(const ChipFacts& facts, const HealthRules& rules) {
  const bool is_another = IsAnotherChip(record_, facts);
  const bool is_reloaded = IsReloaded(facts);
  if (driver_load_ != facts.driver_load || facts.module_inode != 0) {
    module_inode_ = facts.module_inode;
  }
  driver_load_ = facts.driver_load;
  if (is_another) {
    hold_down_ = HoldDown();
    distrust_.reset();
  }
  const AilmentRules& ailments = RulesFor(rules, type_);
  for (auto& [ailment, complaint] : complaints_) {
    if (is_another || (is_reloaded && ailments[ailment].cured_by_reload)) {
      complaint.Cure(judged_at_);
    }
  }
}

// What an earlier run saw that held, nobody has looked at since.
void ChipCase::Resume(const ChipFacts& facts, absl::Duration at) {
  for (auto& [ailment, complaint] : complaints_) {
    complaint.Resume(at);
  }
  const auto stuck = complaints_.find(Ailment::kHeartbeatStuck);
  if (stuck != complaints_.end() && stuck->second.record().held) {
    record_.heartbeat.has_moved = true;
    record_.heartbeat.appearance = facts.appearance;
    record_.heartbeat.driver_load = facts.driver_load;
  }
}

void ChipCase::Look(const ChipFacts& facts, absl::Time now, absl::Duration at) {
  // Over what was before: of a chip that is as it was, this allocates nothing.
  before_ = record_;
  record_ = RecordChip(std::move(record_), facts, at);
  const SignSheet sheet = ChipSigns(before_, record_, facts, now, at);
  for (const Sign& sign : sheet.signs()) {
    complaints_[sign.ailment].Take(sign, at);
  }
  for (auto& [ailment, complaint] : complaints_) {
    complaint.EndPass(!sheet.unseen(ailment), at);
  }
}

std::vector<Trouble> ChipCase::Weigh(const AilmentRules& ailments, const HealthRules& rules,
                                     absl::Time now, absl::Duration at) {
  std::vector<Trouble> troubles;
  for (auto& [ailment, complaint] : complaints_) {
    const HealthRule& rule = ailments[ailment];
    const absl::Duration hold = hold_down_.HoldOf(rule, rules);
    const Severity severity = complaint.Weigh(rule, hold, at);
    if (severity.level != Verdict::kOk) {
      troubles.push_back({ailment, severity.level, now + (severity.last_at + hold - at), hold,
                          severity.holds_now, rule.cured_by_reload, complaint.signs()});
    }
  }
  return troubles;
}

ChipHealth ChipCase::Explain(const std::vector<Trouble>& troubles) const {
  const Verdict floor = hold_down_.floor();
  if (floor == Verdict::kOk) {
    return troubles.empty() ? ExplainWell() : ExplainTroubles(troubles);
  }
  ChipHealth flapping = ExplainFlapping(floor, hold_down_.relapses());
  if (troubles.empty()) {
    return flapping;
  }
  ChipHealth health = ExplainTroubles(troubles);
  if (health.verdict < floor) {
    flapping.signs = std::move(health.signs);
    return flapping;
  }
  health.clears_when = flapping.clears_when;
  return health;
}

void ChipCase::Date(absl::Time now, ChipHealth* health) {
  if (health->verdict != verdict_ || health->reason != reason_) {
    verdict_ = health->verdict;
    reason_ = health->reason;
    since_ = now;
  }
  health->since = since_;
}

ChipHealth ChipCase::Judge(const ChipFacts& facts, const HealthRules& rules, absl::Time now,
                           absl::Duration at) {
  LearnType(facts.chip->type);
  CloseWhatIsOver(facts, rules);
  if (std::exchange(is_restored_, false)) {
    Resume(facts, at);
  }
  Look(facts, now, at);
  judged_at_ = at;
  const AilmentRules& ailments = RulesFor(rules, type_);
  const absl::optional<Blindness> blindness =
      distrust_.has_value() ? distrust_ : BlindnessTo(*facts.counters);
  const Verdict level = WorstOf(Weigh(ailments, rules, now, at));
  if (!blindness.has_value() || level != Verdict::kOk) {
    hold_down_.Observe(level, at, rules);
  }
  // Again, because the holds may be longer now.
  const std::vector<Trouble> troubles = Weigh(ailments, rules, now, at);
  const bool is_bad = std::max(level, hold_down_.floor()) == Verdict::kBad;
  ChipHealth health =
      blindness.has_value() && !is_bad ? ExplainBlindness(*blindness) : Explain(troubles);
  Date(now, &health);
  return health;
}

void ChipCase::Restore(const CaseRecord& record) {
  is_restored_ = true;
  for (const auto& [ailment, complaint] : record.complaints) {
    complaints_.emplace(ailment, Complaint(complaint));
  }
  hold_down_ = HoldDown(record.hold_down);
  record_.serial_number = record.serial_number;
  if (record.type.has_value()) {
    type_ = *record.type;
  }
  module_inode_ = record.module_inode;
  heard_ = heard_before_ = record.heard;
  judged_at_ = record.kept_at;
  verdict_ = record.verdict;
  reason_ = record.reason;
  since_ = record.since;
}

void ChipCase::Distrust(Blindness why) { distrust_ = std::move(why); }

absl::optional<CaseRecord> ChipCase::Record(const HealthRules& rules) const {
  const AilmentRules& ailments = RulesFor(rules, type_);
  CaseRecord record;
  for (const auto& [ailment, complaint] : complaints_) {
    if (!complaint.IsSettled(ailments[ailment], judged_at_)) {
      record.complaints.emplace(ailment, complaint.record());
    }
  }
  if (record.complaints.empty() && hold_down_.IsSettled(judged_at_, rules)) {
    return absl::nullopt;
  }
  record.kept_at = judged_at_;
  record.hold_down = hold_down_.record();
  record.serial_number = record_.serial_number;
  if (type_.has_value()) {
    record.type = type_.value();
  }
  record.module_inode = module_inode_;
  record.heard = heard_;
  record.verdict = verdict_;
  record.reason = reason_;
  record.since = since_;
  return record;
}

}  // namespace neuron
