#ifndef AGENT_TELEMETRY_CHIP_SUBJECTS_H_
#define AGENT_TELEMETRY_CHIP_SUBJECTS_H_

#include "absl/functional/function_ref.h"
#include "agent/telemetry/subject.h"

namespace neuron {

using VisitSubject = absl::FunctionRef<void(const Subject&)>;

// Whether the samples of this scope are about a chip or a part of one.
bool IsOfChips(MetricScope scope);

// Each chip of the snapshot, ascending.
void ForEachChip(const Snapshot& snapshot, VisitSubject visit);

// What samples of this scope can be about of one chip: the chip itself, or its parts in order. A
// part that may be there is visited, too: then what is read of it is absent or unknown. The cores
// of a chip whose counters are not known are not. REQUIRES: IsOfChips(scope), and a subject of
// ForEachChip().
void ForEachPart(MetricScope scope, const Subject& chip, VisitSubject visit);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_SUBJECTS_H_
