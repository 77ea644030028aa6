#ifndef AGENT_HEALTH_HEALTH_LEDGER_H_
#define AGENT_HEALTH_HEALTH_LEDGER_H_

#include <memory>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/health/case_record.h"
#include "agent/health/chip_facts.h"
#include "agent/health/health_rules.h"
#include "agent/health/sight.h"
#include "agent/health/sign.h"
#include "agent/health/verdict.h"

namespace neuron {

// How well each chip is, from pass to pass: signs go in, verdicts come out.
//
// A chip whose counters, reset state or uncorrected memory errors are unknown is unknown, whatever
// was held against it before, unless it was bad: bad stays bad until what made it so is over. A
// state that was seen is over only when a pass shows it: not while it cannot be seen. Hearsay of
// one source never makes a chip bad. A verdict that improves says so once its hold is over, and not
// before, unless the driver was loaded anew and that cures it, or another chip has the place: what
// has another serial number is judged anew.
//
// What is held against a chip is no less after a restart of the agent within the boot: an earlier
// run's record is taken over, each line of the kernel's log that it has counts once, and what a
// load of the driver cures is over if it is known that there was one since. What held then may hold
// until a pass sees that it does not.
//
// Bounded: some kilobytes for each chip that signs speak against. One thread.
class HealthLedger {
 public:
  explicit HealthLedger(HealthRules rules);
  ~HealthLedger();

  // From now on these rules hold, also for the signs that were noted before; a chip that fell ill
  // too often is trusted once more.
  void SetRules(HealthRules rules);

  // Something that was seen elsewhere: by the runtime, in the kernel log, in /proc. `at` is of a
  // clock that never goes back, as below. A state is to be noted before each Judge(): it is over
  // after the first without. Signs of no possible chip are ignored.
  void Note(const Sign& sign, absl::Duration at);

  // What an earlier run held against a chip. REQUIRES: nothing was noted or judged; kept_at is not
  // later than now.
  void Restore(const CaseRecord& record);

  // What an earlier run held against the chip is not known: unless it is bad it is unknown for this
  // reason, until another chip has the place or SetRules() is called.
  void Distrust(int chip, Blindness why);
  bool IsDistrusted(int chip) const;

  // What is held against the chip, for a later run, but for the boot; none if it is nothing, or if
  // it was never judged.
  absl::optional<CaseRecord> Record(int chip) const;

  // What holds of the chip now.
  ChipHealth Judge(const ChipFacts& facts, absl::Time now, absl::Duration at);

 private:
  struct Cases;
  const std::unique_ptr<Cases> cases_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_HEALTH_LEDGER_H_
