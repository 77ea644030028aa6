#ifndef AGENT_PLACEMENT_CHIP_SETS_H_
#define AGENT_PLACEMENT_CHIP_SETS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What an instance type has for workloads, by the table of types and the rules of placement, not by
// a host: with all its chips there and well. Pure.
//
// Both fail with InvalidArgument, naming the cure, for a type that has no Neuron chips or that we
// do not know, and with NotFound where nobody says how many it has.

absl::StatusOr<ChipSet> AllChipsOf(absl::string_view instance_type);

// The sets of so many chips that may be given to one workload: ValidGroups() of that size. Where it
// is not known how the type's chips are linked (several of Inferentia, trn3) these are one and all.
// InvalidArgument, naming the sizes that there are, if there is none.
absl::StatusOr<std::vector<ChipSet>> ChipSetsOf(absl::string_view instance_type, int chips);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CHIP_SETS_H_
