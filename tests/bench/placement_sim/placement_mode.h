#ifndef TESTS_BENCH_PLACEMENT_SIM_PLACEMENT_MODE_H_
#define TESTS_BENCH_PLACEMENT_SIM_PLACEMENT_MODE_H_

#include <string>
#include <vector>

namespace neuron {

// What is done against two tasks getting one chip.
struct PlacementMode {
  // One word.
  std::string name;
  // Every host has an agent, and every task a constraint.
  bool attributes = false;
  // Agents listen to Docker and the ECS agent, and reserve chips for what is about to run.
  bool reservations = false;
  // They also know what task definitions take that they have not seen.
  bool lookup = false;
  // Tasks ask for the host ports that stand for their chips.
  bool port_tokens = false;
  // Tasks are floating, and lease their chips when they start.
  bool leases = false;
};

// From nothing to what rules it out.
std::vector<PlacementMode> PlacementModes();

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_PLACEMENT_MODE_H_
