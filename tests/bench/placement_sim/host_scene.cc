#include "tests/bench/placement_sim/host_scene.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

constexpr int kChips = 16;

std::string ArnOf(const SentTask& task) { return absl::StrCat("task/", task.number); }

ContainerTask TaskOf(const SentTask& task) { return {ArnOf(task), task.definition->family, "1"}; }

// A pid is as good as a number here.
int PidOf(const SentTask& task) { return static_cast<int>(task.number); }

template <typename T, typename Condition>
void RemoveIf(std::vector<T>* list, Condition condition) {
  list->erase(std::remove_if(list->begin(), list->end(), condition), list->end());
}

}  // namespace

std::string ContainerOf(const SentTask& task) { return absl::StrCat("c", task.number); }

HostScene::HostScene(const Agenda* agenda) : agenda_(agenda) {
  ecs_.silence = absl::OkStatus();
  for (int chip = 0; chip < kChips; ++chip) {
    let_go_at_[chip] = -absl::Hours(1);
  }
}

void HostScene::Hear(const SentTask& task, TaskStatus status) {
  HearNoMore(task);
  IntrospectedTask heard;
  heard.arn = ArnOf(task);
  heard.family = task.definition->family;
  heard.revision = "1";
  heard.known = status;
  heard.desired = TaskStatus::kRunning;
  ecs_.tasks.push_back(heard);
  if (status == TaskStatus::kPending) {
    ecs_.pending_since[heard.arn] = agenda_->date();
  }
}

void HostScene::HearNoMore(const SentTask& task) {
  const std::string arn = ArnOf(task);
  RemoveIf(&ecs_.tasks, [&](const IntrospectedTask& heard) { return heard.arn == arn; });
  ecs_.pending_since.erase(arn);
  ecs_.told_at = agenda_->date();
}

void HostScene::Create(const SentTask& task) {
  CreatedContainer container;
  container.id = ContainerOf(task);
  container.name = "main";
  container.task = TaskOf(task);
  container.chips = task.definition->mapped;
  container.created_at = agenda_->date();
  created_.push_back(container);
}

void HostScene::Start(const SentTask& task) {
  const std::string id = ContainerOf(task);
  RemoveIf(&created_, [&](const CreatedContainer& created) { return created.id == id; });
  Container container;
  container.id = id;
  container.pid = PidOf(task);
  container.seen_at = agenda_->date();
  container.mapped = task.definition->mapped;
  container.privileged = false;
  container.daemon_service = false;
  container.name = std::string("main");
  container.task = TaskOf(task);
  containers_.push_back(container);
}

void HostScene::Open(const SentTask& task, ChipSet chips) {
  Holder holder;
  holder.pid = PidOf(task);
  holder.held = chips;
  holder.since = agenda_->date();
  holder.container = ContainerOf(task);
  holders_.push_back(holder);
  for (const int chip : chips.chips()) {
    let_go_at_.erase(chip);
  }
}

void HostScene::End(const SentTask& task) {
  const std::string id = ContainerOf(task);
  RemoveIf(&containers_, [&](const Container& container) { return container.id == id; });
  for (const Holder& holder : holders_) {
    for (const int chip : holder.pid == PidOf(task) ? holder.held.chips() : std::vector<int>()) {
      let_go_at_[chip] = agenda_->now();
    }
  }
  RemoveIf(&holders_, [&](const Holder& holder) { return holder.pid == PidOf(task); });
}

Evidence HostScene::Look() const {
  Evidence evidence;
  evidence.containers.taken_at = agenda_->date();
  evidence.containers.began = agenda_->now();
  evidence.containers.containers = containers_;
  evidence.containers.sight = absl::OkStatus();
  evidence.holders.taken_at = agenda_->date();
  evidence.holders.began = agenda_->now();
  evidence.holders.holders = holders_;
  evidence.holders.sight = absl::OkStatus();
  for (const auto& [chip, at] : let_go_at_) {
    evidence.unheld_for[chip] = agenda_->now() - at;
  }
  return evidence;
}

}  // namespace neuron
