#include "agent/health/health_ledger.h"

#include <map>
#include <utility>

#include "agent/device/chip_set.h"
#include "agent/health/chip_case.h"

namespace neuron {

struct HealthLedger::Cases {
  HealthRules rules;
  std::map<int, ChipCase> by_chip;
};

HealthLedger::HealthLedger(HealthRules rules)
    : cases_(std::make_unique<Cases>(Cases{std::move(rules), {}})) {}

HealthLedger::~HealthLedger() = default;

void HealthLedger::SetRules(HealthRules rules) {
  cases_->rules = std::move(rules);
  for (auto& [chip, chip_case] : cases_->by_chip) {
    chip_case.WeighAnew();
  }
}

void HealthLedger::Note(const Sign& sign, absl::Duration at) {
  if (sign.chip >= 0 && sign.chip < kMaxChips) {
    cases_->by_chip[sign.chip].Note(sign, at);
  }
}

void HealthLedger::Restore(const CaseRecord& record) {
  cases_->by_chip[record.chip].Restore(record);
}

void HealthLedger::Distrust(int chip, Blindness why) {
  cases_->by_chip[chip].Distrust(std::move(why));
}

bool HealthLedger::IsDistrusted(int chip) const {
  const auto found = cases_->by_chip.find(chip);
  return found != cases_->by_chip.end() && found->second.is_distrusted();
}

absl::optional<CaseRecord> HealthLedger::Record(int chip) const {
  const auto found = cases_->by_chip.find(chip);
  absl::optional<CaseRecord> record =
      found != cases_->by_chip.end() ? found->second.Record(cases_->rules) : absl::nullopt;
  if (record.has_value()) {
    record->chip = chip;
  }
  return record;
}

ChipHealth HealthLedger::Judge(const ChipFacts& facts, absl::Time now, absl::Duration at) {
  return cases_->by_chip[facts.chip->index].Judge(facts, cases_->rules, now, at);
}

}  // namespace neuron
