#include "agent/health/hold_down.h"

#include <algorithm>

namespace neuron {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);

std::size_t BudgetOf(const HealthRules& rules) {
  return static_cast<std::size_t>(std::max(rules.flap_budget, 1));
}

}  // namespace

void HoldDown::Observe(Verdict level, absl::Duration at, const HealthRules& rules) {
  if (level == Verdict::kOk) {
    record_.well_since = record_.well_since.value_or(at);
    return;
  }
  if (record_.well_since.has_value() && record_.was_ill) {
    FallIll(at, rules);
  }
  record_.well_since.reset();
  record_.was_ill = true;
  if (record_.relapses.size() >= BudgetOf(rules)) {
    record_.floor = std::max(record_.floor, level);
  }
}

void HoldDown::FallIll(absl::Duration at, const HealthRules& rules) {
  const bool is_soon = at - *record_.well_since < rules.relapse_window;
  record_.doublings = is_soon ? std::min(record_.doublings + 1, Record::kMostDoublings) : 0;
  record_.relapses.push_back(at);
  while (at - record_.relapses.front() >= kDay || record_.relapses.size() > BudgetOf(rules)) {
    record_.relapses.pop_front();
  }
}

absl::Duration HoldDown::HoldOf(const HealthRule& rule, const HealthRules& rules) const {
  if (rule.hold == absl::InfiniteDuration()) {
    return rule.hold;
  }
  absl::Duration hold = rule.hold;
  for (int i = 0; i < record_.doublings && hold < rules.longest_hold; ++i) {
    hold *= 2;
  }
  return std::min(hold, rules.longest_hold);
}

bool HoldDown::IsSettled(absl::Duration at, const HealthRules& rules) const {
  const bool is_well = !record_.was_ill || (record_.well_since.has_value() &&
                                            at - *record_.well_since >= rules.relapse_window);
  const bool fell_ill_today = !record_.relapses.empty() && at - record_.relapses.back() < kDay;
  return is_well && !fell_ill_today && record_.floor == Verdict::kOk;
}

void HoldDown::Forgive() {
  record_.relapses.clear();
  record_.floor = Verdict::kOk;
}

}  // namespace neuron
