#ifndef TESTS_BENCH_FLEET_SIM_FLEET_HOST_H_
#define TESTS_BENCH_FLEET_SIM_FLEET_HOST_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "agent/aws/ecs_client.h"
#include "agent/base/clock.h"
#include "agent/sink/ecs_publisher.h"
#include "agent/sink/farewell.h"
#include "tests/bench/fleet_sim/accuracy_book.h"
#include "tests/bench/fleet_sim/ecs_account.h"
#include "tests/bench/fleet_sim/host_truth.h"
#include "tests/bench/fleet_sim/row_views.h"
#include "tests/bench/placement_sim/chance.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {

// A host with chips that are taken and given back, and an agent on it of which only the publisher
// is there, the real one: it is told at once what is so. No agent runs, and all is free, at the
// start.
//
// One thread.
class FleetHost {
 public:
  // All borrowed.
  struct World {
    Clock* clock;
    EcsAccount* account;
    const RowViews* views;
    AccuracyBook* book;
    // What the agents draw.
    Chance* chance;
    // Where they leave what the next one is to know.
    const TemporaryDirectory* files;
  };

  // `index` is the host's in the account. `on_stop` is its agents'.
  FleetHost(std::size_t index, OnStop on_stop, World world);
  FleetHost(const FleetHost&) = delete;
  FleetHost& operator=(const FleetHost&) = delete;

  // Starts an agent, which sees the host a second later. REQUIRES: none runs.
  void StartAgent();
  // Stops the agent, and starts another as long as `away` after its last words.
  void ReplaceAgent(absl::Duration away);

  // Takes a row of chips that is free, or gives it back if it is not. Nothing while there is no
  // driver.
  void Toggle(int row);
  // The driver is gone for so long, and the jobs are for good.
  void RestartDriver(absl::Duration away);

  // ECS holds these.
  void Show(const std::vector<EcsAttribute>& held);

  HostTruth& truth() { return truth_; }

 private:
  void Tell();
  void Become(unsigned rows);

  const std::size_t index_;
  const OnStop on_stop_;
  const World world_;
  HostTruth truth_;
  bool has_driver_ = true;
  // Whether the agent has seen the host yet.
  bool agent_sees_ = false;
  std::unique_ptr<Alarm> agent_alarm_;
  std::unique_ptr<Alarm> driver_alarm_;
  std::unique_ptr<Alarm> target_alarm_;
  std::unique_ptr<EcsPublisher> publisher_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_FLEET_HOST_H_
