#ifndef AGENT_CLI_COMPARISON_H_
#define AGENT_CLI_COMPARISON_H_

#include <vector>

#include "absl/time/time.h"
#include "agent/cli/difference.h"
#include "agent/cli/observation.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What is not as it was when the baseline was recorded: the host's first, then chip by chip.
//
// Compared is only what was known then; what is not known any more is kUntold. Grave are a chip
// that is gone, another serial number, name or count of cores, links that are lost (new ones are
// none), a PCI link that is slower or narrower, new errors of memory that were not corrected, and a
// median latency of more than kLatencyFactor times the recorded one and kLatencyFloor.
//
// Counters of errors may start again from 0. One that fell was cleared since, by another boot, a
// reset or a reload, or has wrapped after 16 bits: what it shows is all new then. Those of another
// chip than was recorded are not compared.
//
// If none of the recorded serial numbers is here in another boot, the instance has moved to another
// machine: that is one problem of the host, and none of its chips. What did not answer is left out:
// see standing_faults.h. Pure.
std::vector<Difference> Compare(const Observation& baseline, const Observation& now);

// The chips whose counters of memory errors it compares. Pure.
ChipSet CountedChips(const Observation& baseline, const Observation& now);

inline constexpr double kLatencyFactor = 10;
inline constexpr absl::Duration kLatencyFloor = absl::Milliseconds(1);

}  // namespace neuron

#endif  // AGENT_CLI_COMPARISON_H_
