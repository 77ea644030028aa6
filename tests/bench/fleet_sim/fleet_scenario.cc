#include "tests/bench/fleet_sim/fleet_scenario.h"

namespace neuron {
namespace {

constexpr absl::Duration kUsual = absl::Minutes(20);
constexpr absl::Duration kBusy = absl::Minutes(1);
using What = FleetTrouble::What;

// The driver is loaded anew in half a minute or so, on all hosts by one command.
constexpr FleetTrouble kDriverRestart = {What::kDriver, absl::Seconds(10), absl::Seconds(20),
                                         absl::Seconds(40)};
// The next agent starts when its program has been fetched.
constexpr FleetTrouble kUpgrade = {What::kAgent, absl::Minutes(30), absl::Seconds(5),
                                   absl::Seconds(15)};
constexpr FleetTrouble kOutage = {What::kOutage, absl::Hours(1), {}, {}};

}  // namespace

std::vector<FleetScenario> FleetScenarios() {
  return {
      {"usual", kUsual, {}, OnStop::kWithdraw, absl::Hours(1)},
      {"busy", kBusy, {}},
      {"driver", kUsual, kDriverRestart},
      {"upgrade", kUsual, kUpgrade},
      {"keep", kUsual, kUpgrade, OnStop::kKeep},
      {"outage", kUsual, kOutage},
  };
}

}  // namespace neuron
