#ifndef TESTS_WORKLOAD_EXAMPLE_EVIDENCE_H_
#define TESTS_WORKLOAD_EXAMPLE_EVIDENCE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/device/inventory.h"
#include "agent/workload/evidence.h"

namespace neuron {

// Pieces of evidence, as tests put them together.

inline constexpr absl::Time kExampleLook = absl::FromUnixSeconds(1795000000);

// Where all was seen and nobody has anything.
Evidence ClearEvidence();

// A chip whose descriptors are recognised.
Chip KnownChip(int index);
// Chips 0 to count - 1, all of them such.
Inventory KnownChips(int count);

// A process that started at tick pid * 10 and has held since kExampleLook, outside of containers,
// in state S.
Holder Holding(int pid, ChipSet held);
Holder HoldingIn(const std::string& container, int pid, ChipSet held);

// A container with a process, seen since kExampleLook; of no task.
Container Given(const std::string& id, ChipSet mapped);
// Of "arn:aws:ecs:us-east-1:012345678901:task/default/<task>", family "train".
Container GivenTo(const std::string& task, const std::string& id, ChipSet mapped);
std::string ArnOf(const std::string& task);

// By a process that started at tick pid * 10, in this container; in none if `container` is empty.
Lease Leased(std::uint64_t id, int pid, ChipSet chips, const std::string& container = "");

Reservation ReservedFor(const std::string& task, ChipSet chips);

}  // namespace neuron

#endif  // TESTS_WORKLOAD_EXAMPLE_EVIDENCE_H_
