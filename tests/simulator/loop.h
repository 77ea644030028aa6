#ifndef TESTS_SIMULATOR_LOOP_H_
#define TESTS_SIMULATOR_LOOP_H_

#include <optional>

#include "absl/status/status.h"
#include "tests/simulator/mount.h"
#include "tests/simulator/play/scenario.h"
#include "tests/simulator/play/simulation.h"

namespace neuron::sim {

// Serves the mount, plays the scenario and attends to the workloads, all on this thread, until
// SIGTERM, SIGINT, the verb `quit`, or someone unmounts. Then it ends the workloads, first kindly.
//
// A step that fails is said on stderr. Fails as ErrnoStatus if signals cannot be had.
// REQUIRES: SIGTERM, SIGINT and SIGCHLD are blocked (BlockSignals), so that none is missed.
absl::Status RunLoop(Mount* mount, Simulation* simulation, std::optional<ScenarioPlayer> player);

// Before there are children.
void BlockSignals();

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_LOOP_H_
