#include "tests/bench/placement_sim/sim_host.h"

#include <utility>

namespace neuron {
namespace {

constexpr int kChips = 16;

}  // namespace

SimHost::SimHost(const absl::optional<HostAgent::Ways>& ways, std::uint64_t seed, Links links)
    : chance_(seed), links_(std::move(links)), scene_(links_.agenda), ledger_(kChips) {
  if (ways.has_value()) {
    agent_ = std::make_unique<HostAgent>(
        *ways, seed + 1,
        HostAgent::Links{links_.agenda, &scene_, links_.wanted,
                         [this](std::uint64_t number, ChipSet chips) { Lease(number, chips); }});
  }
}

void SimHost::Start() { Look(); }

void SimHost::Look() {
  if (agent_ != nullptr) {
    agent_->Look();
  }
}

void SimHost::After(absl::Duration delay, std::uint64_t number, std::function<void()> step) {
  links_.agenda->After(delay, [this, number, step = std::move(step)] {
    if (lives_.count(number) != 0) {
      step();
    }
  });
}

// Until the agent has asked the ECS agent again, and was told: it rests for two seconds between.
absl::Duration SimHost::DrawHearing() {
  return chance_.Between(absl::Milliseconds(50), absl::Milliseconds(2050));
}

void SimHost::Send(const SentTask& task, const WantedTask& wanted) {
  lives_[task.number] = {task, wanted, false};
  const ChipDefinition& definition = *task.definition;
  if (definition.pinned.empty()) {
    ledger_.ExpectAny(task.number, definition.chips, links_.agenda->now());
  } else {
    ledger_.Expect(task.number, definition.pinned, links_.agenda->now());
  }
  After(chance_.Between(absl::Milliseconds(200), absl::Milliseconds(1500)), task.number,
        [this, number = task.number] { Arrive(number); });
}

void SimHost::Arrive(std::uint64_t number) {
  After(DrawHearing(), number, [this, number] { Hear(number, TaskStatus::kPending); });
  After(lives_[number].wanted.pull, number, [this, number] { Create(number); });
}

void SimHost::Hear(std::uint64_t number, TaskStatus status) {
  if (lives_[number].runs == (status == TaskStatus::kRunning)) {
    scene_.Hear(lives_[number].task, status);
    Look();
  }
}

// Docker is asked once a second.
void SimHost::Create(std::uint64_t number) {
  After(chance_.Between(absl::Milliseconds(10), absl::Seconds(1)), number,
        [this, number] { SeeCreated(number); });
  After(lives_[number].wanted.start, number, [this, number] { Run(number); });
}

void SimHost::SeeCreated(std::uint64_t number) {
  if (!lives_[number].runs) {
    scene_.Create(lives_[number].task);
    Look();
  }
}

void SimHost::Run(std::uint64_t number) {
  Life& life = lives_[number];
  life.runs = true;
  scene_.Start(life.task);
  After(DrawHearing(), number, [this, number] { Hear(number, TaskStatus::kRunning); });
  const ChipSet pinned = life.task.definition->pinned;
  if (pinned.empty()) {
    After(chance_.Between(absl::Milliseconds(10), absl::Milliseconds(100)), number,
          [this, number] { Ask(number); });
  } else {
    After(life.wanted.open, number, [this, number, pinned] { Open(number, pinned); });
  }
  Look();
}

void SimHost::Ask(std::uint64_t number) {
  ledger_.ExpectNone(number, links_.agenda->now());
  agent_->Ask(lives_[number].task);
}

void SimHost::Lease(std::uint64_t number, ChipSet chips) {
  if (!ledger_.Take(number, chips, links_.agenda->now())) {
    Fail(number, chips);
    return;
  }
  After(lives_[number].wanted.open, number, [this, number, chips] { Open(number, chips); });
}

void SimHost::Open(std::uint64_t number, ChipSet chips) {
  if (!ledger_.Take(number, chips, links_.agenda->now())) {
    Fail(number, chips);
    return;
  }
  const Life& life = lives_[number];
  scene_.Open(life.task, chips);
  After(life.wanted.length, number, [this, number] { End({number, false, {}}); });
  Look();
}

void SimHost::Fail(std::uint64_t number, ChipSet chips) {
  End({number, true, ledger_.ApartFromHolders(number, chips)});
}

void SimHost::End(const TaskEnd& end) {
  const SentTask task = lives_[end.task].task;
  lives_.erase(end.task);
  ledger_.Forget(end.task, links_.agenda->now());
  scene_.End(task);
  if (agent_ != nullptr && task.definition->pinned.empty()) {
    agent_->EndLease(task);
  }
  Look();
  links_.agenda->After(DrawHearing(), [this, task] {
    scene_.HearNoMore(task);
    Look();
  });
  links_.agenda->After(chance_.Between(absl::Milliseconds(500), absl::Seconds(3)),
                       [this, end] { links_.stopped(end); });
}

}  // namespace neuron
