#ifndef TESTS_FAKES_EXAMPLE_CHIP_H_
#define TESTS_FAKES_EXAMPLE_CHIP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// The chips of the example snapshots while all is well: those of a trn1.32xlarge, which is a 4x4
// torus of chips with 2 cores each. Everything of them is known, and every counter has a value of
// its own, so that none can be mistaken for another.

// Wall clock of the examples.
inline constexpr absl::Time kExampleStart = absl::FromUnixSeconds(1795000000);

// Held by pid 4711. The others are free.
inline constexpr ChipSet kExampleHeld = {4, 5, 6, 7};

Chip ExampleChip(int index);
ChipState ExampleChipState(int chip);

// A verdict for this reason, with no signs and no advice.
ChipHealth HealthOf(Verdict verdict, std::string reason, std::string evidence);

// Held by these processes, since they have it.
Allocation HeldBy(const std::vector<Holder>& holders);

// Pid 4711, "train", which holds kExampleHeld.
Holder ExampleHolder();

// A process of no container that sleeps and has had these chips for five minutes.
Holder MakeHolder(int pid, std::uint64_t start_ticks, std::string command, ChipSet held,
                  ChipSet observed = ChipSet());

// The parts that tests like to change.
PciFunction ExamplePci(int chip);
DeviceAnswers ExampleAnswers(int chip);
ChipCounters ExampleCounters(int chip);
CoreCounters ExampleCoreCounters(int chip, int core);
ChipUsage ExampleUsage(int chip);

}  // namespace neuron

#endif  // TESTS_FAKES_EXAMPLE_CHIP_H_
