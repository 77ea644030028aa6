#ifndef TESTS_FAKES_DIM_SNAPSHOT_H_
#define TESTS_FAKES_DIM_SNAPSHOT_H_

#include "agent/snapshot/snapshot.h"

namespace neuron {

// A host of which the agent knows almost nothing, in every way there is: some processes and
// containers are hidden, the one holder, container and lease that are seen are half known, a source
// never answered, and three chips of which one (0) has only unknown fields, one (1) only
// absent ones, and one (5) some of each, core by core.
Snapshot DimSnapshot();

}  // namespace neuron

#endif  // TESTS_FAKES_DIM_SNAPSHOT_H_
