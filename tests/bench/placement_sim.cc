// placement-sim: how often two tasks get one chip, by what is done against it.
//
//   placement-sim HOSTS PLACEMENTS SEED
//
// Prints a line of JSON for each of PlacementModes().

#include <cstdio>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/time/time.h"
#include "tests/bench/placement_sim/placement_mode.h"
#include "tests/bench/placement_sim/simulation.h"

namespace {

void Print(const std::string& mode, const neuron::SimulationResult& result) {
  std::printf(
      "{\"mode\": \"%s\", \"placements\": %llu, \"double_bookings\": %llu, \"apart_seconds\": "
      "%.3f, "
      "\"idle_ratio\": %.6f, \"simulated_seconds\": %.0f}\n",
      mode.c_str(), static_cast<unsigned long long>(result.placements),
      static_cast<unsigned long long>(result.double_bookings), absl::ToDoubleSeconds(result.apart),
      result.idle_ratio, absl::ToDoubleSeconds(result.length));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  neuron::SimulationSize size;
  if (argc != 4 || !absl::SimpleAtoi(argv[1], &size.hosts) ||
      !absl::SimpleAtoi(argv[2], &size.placements) || !absl::SimpleAtoi(argv[3], &size.seed)) {
    std::fprintf(stderr, "usage: placement-sim HOSTS PLACEMENTS SEED\n");
    return 2;
  }
  for (const neuron::PlacementMode& mode : neuron::PlacementModes()) {
    Print(mode.name, neuron::Simulation(mode, size).Run());
  }
  return 0;
}
