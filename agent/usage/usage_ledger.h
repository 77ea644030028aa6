#ifndef AGENT_USAGE_USAGE_LEDGER_H_
#define AGENT_USAGE_USAGE_LEDGER_H_

#include <memory>

#include "agent/device/counters.h"
#include "agent/usage/chip_usage.h"
#include "agent/usage/usage_signs.h"

namespace neuron {

// Turns what chips count into totals that never fall, rates and utilisation, from reading to
// reading. Rates and utilisation are over the time that passed on a clock that never goes back:
// after the agent stood still, over all of that time. A chip that does not answer keeps its totals
// for when it does. One thread.
class UsageLedger {
 public:
  UsageLedger();
  ~UsageLedger();

  // Puts the totals in place of the counters, and says how the chip fared. Groups of counters whose
  // `read_at` is that of the reading before are not new: their totals, their rates and the
  // utilisation that rests on them are those of the reading before. With another load of the driver
  // or another appearance of the chip totals go on; rates, utilisation and the unit of the time in
  // use begin anew.
  ChipUsage Take(const UsageSigns& signs, ChipCounters* counters);

 private:
  struct Chips;
  const std::unique_ptr<Chips> chips_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_USAGE_LEDGER_H_
