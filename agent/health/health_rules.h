#ifndef AGENT_HEALTH_HEALTH_RULES_H_
#define AGENT_HEALTH_HEALTH_RULES_H_

#include <cstdint>
#include <map>

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/chip_type.h"
#include "agent/health/sign.h"

namespace neuron {

// From when on one ailment makes a chip suspect or bad, and when it is over.
struct HealthRule {
  // So much of it, said by one source within `window`, makes the chip suspect, or bad; 0 for never.
  // What is hearsay (agent/health/sign.h) does not count for `bad_at`.
  std::uint64_t suspect_at = 1;
  std::uint64_t bad_at = 0;
  absl::Duration window = absl::Hours(1);
  // Whether it makes the chip bad once two sources say it, each of them `suspect_at` of it (at
  // least 1) within `window`.
  bool bad_by_two_sources = true;
  // How long a chip stays suspect or bad by it after the last sign; infinite: until the chip is
  // replaced.
  absl::Duration hold = absl::Minutes(10);
  // Whether it is over as soon as the driver is loaded anew.
  bool cured_by_reload = false;

  friend bool operator==(const HealthRule& a, const HealthRule& b) {
    return a.suspect_at == b.suspect_at && a.bad_at == b.bad_at && a.window == b.window &&
           a.bad_by_two_sources == b.bad_by_two_sources && a.hold == b.hold &&
           a.cured_by_reload == b.cured_by_reload;
  }
};

// One for each ailment.
using AilmentRules = EnumArray<Ailment, HealthRule, kAilments>;

// What makes a verdict: data, not code (rules in proto/config.proto, docs/health.md).
struct HealthRules {
  AilmentRules rules;
  // In place of the above for chips of a type.
  std::map<ChipType, AilmentRules> rules_by_type;
  // A chip that falls ill again within `relapse_window` after it became well is held twice as long
  // as the last time. No hold that is finite is longer than this.
  absl::Duration longest_hold = absl::Hours(4);
  absl::Duration relapse_window = absl::Hours(1);
  // A chip that has been well and ill again so often within a day stays as ill as it was until the
  // chip is replaced, or an operator reloads the rules. At least 1.
  int flap_budget = 6;

  friend bool operator==(const HealthRules& a, const HealthRules& b) {
    return a.rules == b.rules && a.rules_by_type == b.rules_by_type &&
           a.longest_hold == b.longest_hold && a.relapse_window == b.relapse_window &&
           a.flap_budget == b.flap_budget;
  }
};

// Those for a chip of that type; for one of no known type, those for all.
const AilmentRules& RulesFor(const HealthRules& rules, const Reading<ChipType>& type);

// The rules that are built in, by what AWS advises for each error (docs/health.md), and as
// docs/health-rules.textproto says them. What AWS would replace at once makes a chip bad when the
// hardware itself says so; what a job's own mistake may cause, or a fault on another host, never
// makes it more than suspect.
HealthRules DefaultHealthRules();

}  // namespace neuron

#endif  // AGENT_HEALTH_HEALTH_RULES_H_
