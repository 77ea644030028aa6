#include "agent/health/hold_down.h"

#include <algorithm>

namespace neuron {
namespace {

constexpr absl::Duration kDay = absl::Hours(24);
// No hold is doubled more often: by then it is the longest.
constexpr int kMostDoublings = 40;

std::size_t BudgetOf(const HealthRules& rules) {
  return static_cast<std::size_t>(std::max(rules.flap_budget, 1));
}

}  // namespace

void HoldDown::Observe(Verdict level, absl::Duration at, const HealthRules& rules) {
  if (level == Verdict::kOk) {
    well_since_ = well_since_.value_or(at);
    return;
  }
  if (well_since_.has_value() && was_ill_) {
    FallIll(at, rules);
  }
  well_since_.reset();
  was_ill_ = true;
  if (relapses_.size() >= BudgetOf(rules)) {
    floor_ = std::max(floor_, level);
  }
}

void HoldDown::FallIll(absl::Duration at, const HealthRules& rules) {
  const bool is_soon = at - *well_since_ < rules.relapse_window;
  doublings_ = is_soon ? std::min(doublings_ + 1, kMostDoublings) : 0;
  relapses_.push_back(at);
  while (at - relapses_.front() >= kDay || relapses_.size() > BudgetOf(rules)) {
    relapses_.pop_front();
  }
}

absl::Duration HoldDown::HoldOf(const HealthRule& rule, const HealthRules& rules) const {
  if (rule.hold == absl::InfiniteDuration()) {
    return rule.hold;
  }
  absl::Duration hold = rule.hold;
  for (int i = 0; i < doublings_ && hold < rules.longest_hold; ++i) {
    hold *= 2;
  }
  return std::min(hold, rules.longest_hold);
}

void HoldDown::Forgive() {
  relapses_.clear();
  floor_ = Verdict::kOk;
}

}  // namespace neuron
