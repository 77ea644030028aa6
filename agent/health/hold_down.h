#ifndef AGENT_HEALTH_HOLD_DOWN_H_
#define AGENT_HEALTH_HOLD_DOWN_H_

#include <cstddef>
#include <deque>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/health/health_rules.h"
#include "agent/health/verdict.h"

namespace neuron {

// How long one chip is kept from counting as well, by how often it fell ill before. Times are of a
// clock that never goes back.
class HoldDown {
 public:
  // What the signs say: well (kOk), suspect or bad. To be told each time that it is known.
  void Observe(Verdict level, absl::Duration at, const HealthRules& rules);

  // For how long after its last sign an ailment holds.
  absl::Duration HoldOf(const HealthRule& rule, const HealthRules& rules) const;

  // At least so ill the chip stays, because it fell ill too often; kOk if it did not.
  Verdict floor() const { return floor_; }
  // How often it fell ill again within the last day.
  std::size_t relapses() const { return relapses_.size(); }

  // Trusts the chip anew: the times that it fell ill no longer count.
  void Forgive();

 private:
  void FallIll(absl::Duration at, const HealthRules& rules);

  bool was_ill_ = false;
  // None while it is ill.
  absl::optional<absl::Duration> well_since_;
  int doublings_ = 0;
  std::deque<absl::Duration> relapses_;
  Verdict floor_ = Verdict::kOk;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_HOLD_DOWN_H_
