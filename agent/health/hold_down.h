#ifndef AGENT_HEALTH_HOLD_DOWN_H_
#define AGENT_HEALTH_HOLD_DOWN_H_

#include <cstddef>
#include <deque>
#include <utility>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/health/health_rules.h"
#include "agent/health/verdict.h"

namespace neuron {

// How long one chip is kept from counting as well, by how often it fell ill before. Times are of a
// clock that never goes back.
class HoldDown {
 public:
  // All that is known of it.
  struct Record {
    // No hold is doubled more often: by then it is the longest.
    static constexpr int kMostDoublings = 40;

    bool was_ill = false;
    // None while it is ill.
    absl::optional<absl::Duration> well_since;
    int doublings = 0;
    std::deque<absl::Duration> relapses;
    Verdict floor = Verdict::kOk;
  };

  HoldDown() = default;
  // As an earlier run of the agent knew it.
  explicit HoldDown(Record record) : record_(std::move(record)) {}

  const Record& record() const { return record_; }

  // What the signs say: well (kOk), suspect or bad. To be told each time that it is known.
  void Observe(Verdict level, absl::Duration at, const HealthRules& rules);

  // For how long after its last sign an ailment holds.
  absl::Duration HoldOf(const HealthRule& rule, const HealthRules& rules) const;

  // At least so ill the chip stays, because it fell ill too often; kOk if it did not.
  Verdict floor() const { return record_.floor; }
  // How often it fell ill again within the last day.
  std::size_t relapses() const { return record_.relapses.size(); }

  // Whether a chip that falls ill from now on is held no longer for what was before.
  bool IsSettled(absl::Duration at, const HealthRules& rules) const;

  // Trusts the chip anew: the times that it fell ill no longer count.
  void Forgive();

 private:
  void FallIll(absl::Duration at, const HealthRules& rules);

  Record record_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_HOLD_DOWN_H_
