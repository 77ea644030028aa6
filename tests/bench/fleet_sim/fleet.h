#ifndef TESTS_BENCH_FLEET_SIM_FLEET_H_
#define TESTS_BENCH_FLEET_SIM_FLEET_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "tests/bench/fleet_sim/accuracy_book.h"
#include "tests/bench/fleet_sim/customer.h"
#include "tests/bench/fleet_sim/ecs_account.h"
#include "tests/bench/fleet_sim/fleet_host.h"
#include "tests/bench/fleet_sim/fleet_result.h"
#include "tests/bench/fleet_sim/fleet_scenario.h"
#include "tests/bench/fleet_sim/row_views.h"
#include "tests/bench/placement_sim/chance.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {

// Many hosts, each with an agent's publisher, and a customer, in one account: what a scenario costs
// and how late ECS learns the truth. The same for the same arguments. One thread.
//
// Agents are started over the first 20 minutes; what is counted begins 20 minutes later, and 5
// minutes after that the trouble.
class Fleet {
 public:
  Fleet(const FleetScenario& scenario, std::size_t hosts, std::uint64_t seed);
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  // REQUIRES: is called once.
  FleetResult Run();

 private:
  // At a moment of the next `length` that is drawn for it, for each host.
  void EachWithin(absl::Duration length, const std::function<void(FleetHost*)>& act);
  void AwaitChange();
  void BeginTrouble();
  void EndTrouble();
  FleetResult Conclude();
  void AddAccuracy(absl::Duration length, FleetResult* result) const;
  void AddCustomer(FleetResult* result) const;

  const FleetScenario scenario_;
  const TemporaryDirectory files_{"/dev/shm"};
  FakeClock clock_;
  const RowViews views_;
  AccuracyBook book_;
  Chance work_;
  Chance agents_;
  EcsAccount account_;
  Customer customer_;
  std::vector<std::unique_ptr<FleetHost>> hosts_;
  std::unique_ptr<Alarm> change_;
  std::vector<std::unique_ptr<Alarm>> turns_;
  // When what is counted begins, and when the trouble is over.
  absl::Duration counted_from_;
  absl::Duration calm_from_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_FLEET_H_
