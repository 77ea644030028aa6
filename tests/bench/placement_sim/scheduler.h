#ifndef TESTS_BENCH_PLACEMENT_SIM_SCHEDULER_H_
#define TESTS_BENCH_PLACEMENT_SIM_SCHEDULER_H_

#include <cstddef>
#include <vector>

#include "absl/types/optional.h"
#include "tests/bench/placement_sim/chance.h"
#include "tests/bench/placement_sim/constraint_catalog.h"

namespace neuron {

// ECS, as far as it decides where a task goes: by what it counts itself, at once, and by the
// constraint over what it was last shown of a host's attributes.
//
// Of the hosts that take one of the definitions of the wanted size, the fullest gets the task
// (binpack on CPU), by any of those definitions that it takes: those who submit do not know each
// other. A task has CPU for its chips and no more, so that no host gets more tasks than it has
// chips for; memory would say the same. One thread.
class Scheduler {
 public:
  struct Rules {
    // Else every constraint holds.
    bool constraints = true;
    // Whether a definition also asks for the host ports that stand for its chips.
    bool port_tokens = false;
  };
  struct Placement {
    std::size_t host = 0;
    const ChipDefinition* definition = nullptr;
  };

  // `catalog` is borrowed.
  Scheduler(std::size_t hosts, const Rules& rules, const ConstraintCatalog* catalog,
            std::uint64_t seed);

  // Nothing if no host takes it.
  absl::optional<Placement> Place(int chips);
  // Nothing if this host does not.
  absl::optional<Placement> PlaceOn(std::size_t host, int chips);

  // A task was placed; what ECS counts is taken.
  void Take(const Placement& placement);
  // A task has stopped.
  void GiveBack(const Placement& placement);
  // A host's attributes meet these constraints now.
  void Show(std::size_t host, DefinitionSet met);

 private:
  struct Instance {
    // In chips' worth.
    int cpu = 16;
    // Chips whose ports are taken.
    ChipSet tokens;
    DefinitionSet met = 0;
  };

  std::vector<const ChipDefinition*> TakenBy(const Instance& instance, int chips) const;

  const Rules rules_;
  const ConstraintCatalog* const catalog_;
  Chance chance_;
  std::vector<Instance> instances_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_SCHEDULER_H_
