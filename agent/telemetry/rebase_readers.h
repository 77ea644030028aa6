#ifndef AGENT_TELEMETRY_REBASE_READERS_H_
#define AGENT_TELEMETRY_REBASE_READERS_H_

#include "agent/telemetry/reading_number.h"

namespace neuron {

// How the rows of the catalog about counters that began anew get at their values, of a chip and of
// a core alike. All pure.

inline Reading<Number> ReadRebases(const Subject& subject) { return Whole(subject.rebase->times); }

inline Reading<Number> ReadRebaseTime(const Subject& subject) {
  return SecondsSinceEpoch(subject.rebase->last_at);
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_REBASE_READERS_H_
