#ifndef AGENT_SNAPSHOT_JUDGEMENT_H_
#define AGENT_SNAPSHOT_JUDGEMENT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/time/time.h"
#include "agent/health/health_ledger.h"
#include "agent/health/health_rules.h"
#include "agent/health/runtime_signs.h"
#include "agent/health/sign.h"
#include "agent/snapshot/assemble.h"
#include "agent/usage/usage_ledger.h"

namespace neuron {

// Draws from what a pass found how hard each chip works and how well it is, with all that passes
// before it have taught. One thread.
class Judgement {
 public:
  explicit Judgement(HealthRules rules) : health_(std::move(rules)) {}

  // From now on these rules hold.
  void SetRules(HealthRules rules) { health_.SetRules(std::move(rules)); }

  // Something that speaks against a chip was seen elsewhere. `at` is of a clock that never goes
  // back, as below.
  void Note(const Sign& sign, absl::Duration at) { health_.Note(sign, at); }

  // Puts totals in place of the counters of `findings`, and fills in the usage and the health of
  // each chip. All else is there already, the evidence and the traces too: what libnrt returned to
  // a holder speaks for or against each chip that it holds, and so does a holder that has been in
  // uninterruptible sleep for kStuck. What the datastores say goes into the usage.
  void Judge(absl::Duration at, Findings* findings);

  static constexpr absl::Duration kStuck = absl::Seconds(30);

 private:
  void NoteHolders(const Findings& findings, absl::Duration at);
  void JudgeChip(std::size_t place, absl::Duration at, Findings* findings);

  UsageLedger usage_;
  HealthLedger health_;
  RuntimeSigns runtime_;
  // By chip, how often it was to be reset, as far as is known.
  std::map<int, std::uint64_t> resets_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_JUDGEMENT_H_
