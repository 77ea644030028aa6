// fleet-sim: what many agents cost one account, and how late ECS learns the truth.
//
//   fleet-sim HOSTS SEED [SCENARIO...]
//
// Prints a line of JSON for each of FleetScenarios(), or for those that are named.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/numbers.h"
#include "absl/types/span.h"
#include "tests/bench/fleet_sim/fleet.h"
#include "tests/bench/fleet_sim/fleet_result.h"
#include "tests/bench/fleet_sim/fleet_scenario.h"

int main(int argc, char** argv) {
  std::size_t hosts = 0;
  std::uint64_t seed = 0;
  if (argc < 3 || !absl::SimpleAtoi(argv[1], &hosts) || !absl::SimpleAtoi(argv[2], &seed) ||
      hosts == 0) {
    std::fprintf(stderr, "usage: fleet-sim HOSTS SEED [SCENARIO...]\n");
    return 2;
  }
  const absl::Span<char*> names(argv + 3, static_cast<std::size_t>(argc) - 3);
  // Nobody reads the logs of so many agents.
  if (std::freopen("/dev/null", "w", stderr) == nullptr) {
    return 1;
  }
  for (const neuron::FleetScenario& scenario : neuron::FleetScenarios()) {
    if (names.empty() || absl::c_linear_search(names, scenario.name)) {
      const neuron::FleetResult result = neuron::Fleet(scenario, hosts, seed).Run();
      std::puts(neuron::FormatFleetResult(scenario.name, hosts, result).c_str());
      std::fflush(stdout);
    }
  }
  return 0;
}
