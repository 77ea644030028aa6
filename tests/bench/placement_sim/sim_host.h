#ifndef TESTS_BENCH_PLACEMENT_SIM_SIM_HOST_H_
#define TESTS_BENCH_PLACEMENT_SIM_SIM_HOST_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "absl/types/optional.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/chance.h"
#include "tests/bench/placement_sim/chip_ledger.h"
#include "tests/bench/placement_sim/host_agent.h"
#include "tests/bench/placement_sim/host_scene.h"
#include "tests/bench/placement_sim/task_lot.h"

namespace neuron {

// How a task ended.
struct TaskEnd {
  std::uint64_t task = 0;
  // It was given a chip that another had.
  bool double_booked = false;
  // How far apart the two were placed.
  absl::Duration apart;
};

// A host with 16 chips, and the lives of the tasks that are sent to it: the ECS agent has a task
// within two seconds and pulls its image; the container is created, and runs; its process opens
// its chips, works, and ends; ECS hears of that within three seconds. A process that opens a chip
// which another has open fails at once, as the Neuron runtime does. One thread.
class SimHost {
 public:
  struct Links {
    // Borrowed.
    Agenda* agenda;
    std::function<void(std::vector<DesiredAttribute> attributes)> wanted;
    // ECS knows that a task has stopped.
    std::function<void(const TaskEnd& end)> stopped;
  };

  // No `ways`: there is no agent, and nobody leases.
  SimHost(const absl::optional<HostAgent::Ways>& ways, std::uint64_t seed, Links links);
  SimHost(const SimHost&) = delete;
  SimHost& operator=(const SimHost&) = delete;

  // The agent is started.
  void Start();

  // REQUIRES: its number is new to the host.
  void Send(const SentTask& task, const WantedTask& wanted);

  const ChipLedger& ledger() const { return ledger_; }

 private:
  struct Life {
    SentTask task;
    WantedTask wanted;
    // A process runs in its container.
    bool runs = false;
  };

  void Arrive(std::uint64_t number);
  void Hear(std::uint64_t number, TaskStatus status);
  void Create(std::uint64_t number);
  void SeeCreated(std::uint64_t number);
  void Run(std::uint64_t number);
  void Ask(std::uint64_t number);
  void Lease(std::uint64_t number, ChipSet chips);
  void Open(std::uint64_t number, ChipSet chips);
  void Fail(std::uint64_t number, ChipSet chips);
  void End(const TaskEnd& end);
  // Calls the step if the task is still there by then.
  void After(absl::Duration delay, std::uint64_t number, std::function<void()> step);
  absl::Duration DrawHearing();
  void Look();

  Chance chance_;
  const Links links_;
  HostScene scene_;
  ChipLedger ledger_;
  std::unique_ptr<HostAgent> agent_;
  std::map<std::uint64_t, Life> lives_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_SIM_HOST_H_
