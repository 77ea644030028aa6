#ifndef TESTS_BENCH_PLACEMENT_SIM_HOST_SCENE_H_
#define TESTS_BENCH_PLACEMENT_SIM_HOST_SCENE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "agent/container/container_facts.h"
#include "agent/container/task_word.h"
#include "agent/workload/evidence.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/constraint_catalog.h"

namespace neuron {

// A task that was sent to a host.
struct SentTask {
  // One for each placement.
  std::uint64_t number = 0;
  // Borrowed.
  const ChipDefinition* definition = nullptr;
};

std::string ContainerOf(const SentTask& task);

// What a host has to show of its tasks, as the agent's sources put it. One thread.
class HostScene {
 public:
  // `agenda` is borrowed.
  explicit HostScene(const Agenda* agenda);

  // The ECS agent says that the task is PENDING, or RUNNING; or nothing of it any more.
  void Hear(const SentTask& task, TaskStatus status);
  void HearNoMore(const SentTask& task);

  // Docker has made its container.
  void Create(const SentTask& task);
  // A process runs in it, with the nodes of the definition.
  void Start(const SentTask& task);
  // Which has opened these chips.
  void Open(const SentTask& task, ChipSet chips);
  // Processes and container are gone.
  void End(const SentTask& task);

  const TaskWord& ecs() const { return ecs_; }
  const std::vector<CreatedContainer>& created() const { return created_; }
  // A look at the host now that saw everything: containers, holders, and for how long others were
  // not held.
  Evidence Look() const;

 private:
  const Agenda* const agenda_;
  TaskWord ecs_;
  std::vector<CreatedContainer> created_;
  std::vector<Container> containers_;
  std::vector<Holder> holders_;
  // By chip.
  std::map<int, absl::Duration> let_go_at_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_HOST_SCENE_H_
