#ifndef TESTS_BENCH_PLACEMENT_SIM_SIMULATION_H_
#define TESTS_BENCH_PLACEMENT_SIM_SIMULATION_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/attribute_writer.h"
#include "tests/bench/placement_sim/constraint_catalog.h"
#include "tests/bench/placement_sim/placement_mode.h"
#include "tests/bench/placement_sim/scheduler.h"
#include "tests/bench/placement_sim/shown_attributes.h"
#include "tests/bench/placement_sim/sim_host.h"
#include "tests/bench/placement_sim/task_lot.h"

namespace neuron {

struct SimulationSize {
  std::size_t hosts = 50;
  std::uint64_t placements = 100000;
  std::uint64_t seed = 1;
};

struct SimulationResult {
  std::uint64_t placements = 0;
  // Of these, tasks that were given a chip which another had.
  std::uint64_t double_bookings = 0;
  // How far apart two tasks were placed that got one chip, at most.
  absl::Duration apart;
  // Of all chips, over the time until the last placement.
  double idle_ratio = 0;
  absl::Duration length;
};

// A cluster at work, always with somebody who waits. A task that was double booked is submitted
// again when it has stopped. The same for the same mode and size. One thread.
class Simulation {
 public:
  Simulation(const PlacementMode& mode, const SimulationSize& size);
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Until so many tasks were placed, and all of them have ended. REQUIRES: is called once.
  SimulationResult Run();

 private:
  struct Placed {
    Scheduler::Placement placement;
    WantedTask wanted;
  };
  struct Host {
    std::unique_ptr<AttributeWriter> writer;
    std::unique_ptr<SimHost> host;
  };

  void AddHost(const PlacementMode& mode, std::size_t index);
  void Submit();
  void Want(const WantedTask& task);
  // Those who wait try a host on which something has changed.
  void Try(std::size_t host);
  void Send(const Scheduler::Placement& placement, const WantedTask& task);
  void Stop(const TaskEnd& end);
  bool IsDone() const { return result_.placements == size_.placements; }
  void Conclude();

  const SimulationSize size_;
  Agenda agenda_;
  ConstraintCatalog catalog_;
  Scheduler scheduler_;
  ShownAttributes shown_;
  TaskLot lot_;
  std::vector<Host> hosts_;
  std::list<WantedTask> waiting_;
  std::map<std::uint64_t, Placed> placed_;
  SimulationResult result_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_SIMULATION_H_
