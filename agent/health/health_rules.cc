#include "agent/health/health_rules.h"

namespace neuron {
namespace {

constexpr absl::Duration kHour = absl::Hours(1);
constexpr absl::Duration kDay = absl::Hours(24);

HealthRule Suspect(std::uint64_t suspect_at, absl::Duration window, absl::Duration hold) {
  HealthRule rule;
  rule.suspect_at = suspect_at;
  rule.window = window;
  rule.hold = hold;
  return rule;
}

// Two sources make it no worse: they tell the same story of something that is elsewhere.
HealthRule SuspectAtMost(std::uint64_t suspect_at, absl::Duration window, absl::Duration hold) {
  HealthRule rule = Suspect(suspect_at, window, hold);
  rule.bad_by_two_sources = false;
  return rule;
}

HealthRule Bad(std::uint64_t bad_at, absl::Duration window, absl::Duration hold) {
  HealthRule rule = Suspect(1, window, hold);
  rule.bad_at = bad_at;
  return rule;
}

HealthRule CuredByReload(HealthRule rule) {
  rule.cured_by_reload = true;
  return rule;
}

void AddMemoryRules(AilmentRules* rules) {
  (*rules)[Ailment::kSramUncorrectable] = Bad(1, kDay, absl::InfiniteDuration());
  (*rules)[Ailment::kHbmUncorrectable] = Bad(1, kDay, absl::InfiniteDuration());
  (*rules)[Ailment::kHbmRepairable] =
      CuredByReload(SuspectAtMost(1, kDay, absl::InfiniteDuration()));
  (*rules)[Ailment::kCorrectedErrors] = SuspectAtMost(1000, kHour, kHour);
}

void AddExecutionRules(AilmentRules* rules) {
  (*rules)[Ailment::kDmaAbort] = CuredByReload(Bad(1, kDay, absl::InfiniteDuration()));
  (*rules)[Ailment::kCollectivesHang] = SuspectAtMost(1, kHour, absl::Minutes(10));
  (*rules)[Ailment::kComputeHang] = SuspectAtMost(1, kHour, absl::Minutes(10));
  // libnrt's status and the counter are one word for one error.
  HealthRule unrecoverable = CuredByReload(Bad(3, kDay, kHour));
  unrecoverable.bad_by_two_sources = false;
  (*rules)[Ailment::kUnitUnrecoverable] = unrecoverable;
  (*rules)[Ailment::kResetFailed] = CuredByReload(Bad(3, kDay, absl::Minutes(10)));
  (*rules)[Ailment::kHolderStuck] = Suspect(1, kHour, absl::Minutes(10));
}

void AddFirmwareRules(AilmentRules* rules) {
  (*rules)[Ailment::kUnhealthyComponents] = Suspect(1, kHour, absl::Minutes(10));
  (*rules)[Ailment::kUnreachable] = Bad(1, kHour, absl::Minutes(10));
  (*rules)[Ailment::kHeartbeatStuck] = Suspect(1, kHour, absl::Minutes(10));
  (*rules)[Ailment::kFirmwareTrouble] = Suspect(3, kHour, kHour);
}

void AddLinkRules(AilmentRules* rules) {
  (*rules)[Ailment::kLinkDegraded] = SuspectAtMost(1, kHour, absl::Minutes(10));
  (*rules)[Ailment::kPciErrors] = Suspect(1, kHour, kHour);
  (*rules)[Ailment::kLinkTrouble] = SuspectAtMost(1, kHour, kHour);
  (*rules)[Ailment::kSerialChanged] = SuspectAtMost(1, kHour, kHour);
  (*rules)[Ailment::kSerialLost] = SuspectAtMost(1, kHour, absl::Minutes(10));
}

}  // namespace

const AilmentRules& RulesFor(const HealthRules& rules, const Reading<ChipType>& type) {
  const auto found =
      type.has_value() ? rules.rules_by_type.find(type.value()) : rules.rules_by_type.end();
  return found != rules.rules_by_type.end() ? found->second : rules.rules;
}

HealthRules DefaultHealthRules() {
  HealthRules rules;
  AddMemoryRules(&rules.rules);
  AddExecutionRules(&rules.rules);
  AddFirmwareRules(&rules.rules);
  AddLinkRules(&rules.rules);
  return rules;
}

}  // namespace neuron
