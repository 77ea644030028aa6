#ifndef AGENT_SNAPSHOT_JUDGEMENT_H_
#define AGENT_SNAPSHOT_JUDGEMENT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/time/time.h"
#include "agent/device/chip_set.h"
#include "agent/health/health_ledger.h"
#include "agent/health/health_rules.h"
#include "agent/health/runtime_signs.h"
#include "agent/health/sign.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/verdict_book.h"
#include "agent/usage/usage_ledger.h"

namespace neuron {

// Draws from what a pass found how hard each chip works and how well it is, with all that passes
// before it have taught. One thread.
class Judgement {
 public:
  // `verdicts` is borrowed, and not opened yet: what it has counts from the first Judge() on, and
  // what is held against each chip that is judged is kept in it. Null where nothing is kept.
  explicit Judgement(HealthRules rules, VerdictBook* verdicts = nullptr)
      : health_(std::move(rules)), verdicts_(verdicts) {}

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

  // The same for these chips alone, by what a look found between the passes: nothing changes of the
  // others, and what libnrt did by the pass before counts no second time.
  void JudgeAgain(const ChipSet& chips, absl::Duration at, Findings* findings);

  static constexpr absl::Duration kStuck = absl::Seconds(30);

 private:
  void NoteStuck(const Findings& findings, const ChipSet& chips, absl::Duration at);
  void NoteTraces(const Findings& findings, absl::Duration at);
  void OpenVerdicts(absl::Duration at);
  ChipHealth JudgeChip(std::size_t place, absl::Duration at, bool again, Findings* findings);

  UsageLedger usage_;
  HealthLedger health_;
  VerdictBook* const verdicts_;
  bool is_open_ = false;
  RuntimeSigns runtime_;
  // By chip, how often it was to be reset, as far as is known.
  std::map<int, std::uint64_t> resets_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_JUDGEMENT_H_
