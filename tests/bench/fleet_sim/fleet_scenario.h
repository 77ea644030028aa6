#ifndef TESTS_BENCH_FLEET_SIM_FLEET_SCENARIO_H_
#define TESTS_BENCH_FLEET_SIM_FLEET_SCENARIO_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/sink/farewell.h"

namespace neuron {

// What happens to a fleet, besides tasks that come and go.
struct FleetTrouble {
  enum class What {
    kNothing,
    // The driver of each host is restarted once.
    kDriver,
    // The agent of each host is replaced once.
    kAgent,
    // ECS answers every call with an error.
    kOutage,
  };
  What what = What::kNothing;
  // Every host's turn is at a random moment within this; the outage is as long.
  absl::Duration length;
  // How long the driver or the agent of a host is away, between these.
  absl::Duration least_away;
  absl::Duration most_away;
};

struct FleetScenario {
  std::string name;
  // On each host, four chips are taken or given back at random moments, so far apart in the mean.
  absl::Duration change_every;
  FleetTrouble trouble;
  // What the agents leave when they stop.
  OnStop on_stop = OnStop::kWithdraw;
  // From when the trouble is over.
  absl::Duration afterwards = absl::Minutes(30);
  // By the customer.
  double run_tasks_per_second = 5;
};

// All that are simulated, in the order in which they are shown.
std::vector<FleetScenario> FleetScenarios();

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_FLEET_SCENARIO_H_
