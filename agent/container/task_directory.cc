#include "agent/container/task_directory.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "agent/container/attribution.h"

namespace neuron {
namespace {

constexpr absl::Duration kRest = absl::Seconds(2);
constexpr absl::Duration kMinPause = absl::Seconds(1);
constexpr absl::Duration kMaxPause = absl::Seconds(60);

// 1 s, 2 s, 4 s...
absl::Duration Doubled(int times) {
  absl::Duration pause = kMinPause;
  for (int i = 0; i < times && pause < kMaxPause; ++i) {
    pause = std::min(2 * pause, kMaxPause);
  }
  return pause;
}

std::set<std::string> ListedContainers(const std::vector<IntrospectedTask>& tasks) {
  std::set<std::string> ids;
  for (const IntrospectedTask& task : tasks) {
    for (const IntrospectedContainer& container : task.containers) {
      ids.insert(container.docker_id);
    }
  }
  return ids;
}

// Keeps what was known of those that still are.
std::map<std::string, absl::Time> PendingSince(const std::vector<IntrospectedTask>& tasks,
                                               const std::map<std::string, absl::Time>& before,
                                               absl::Time now) {
  std::map<std::string, absl::Time> since;
  for (const IntrospectedTask& task : tasks) {
    if (task.known == TaskStatus::kPending) {
      const auto known = before.find(task.arn);
      since[task.arn] = known == before.end() ? now : known->second;
    }
  }
  return since;
}

}  // namespace

TaskDirectory::TaskDirectory(Introspection* introspection, const DockerWatch* docker, Clock* clock,
                             std::function<void()> changed)
    : introspection_(introspection), docker_(docker), clock_(clock), changed_(std::move(changed)) {
  Ask();
}

void TaskDirectory::Attribute(ContainerScan* scan) {
  neuron::Attribute(word_, docker_ == nullptr ? nullptr : &docker_->word(), scan);
  last_words_.Keep(scan);
  MeetStrangers(*scan);
}

absl::optional<TaskStatus> TaskDirectory::StatusOf(absl::string_view task_arn) const {
  for (const IntrospectedTask& task : word_.tasks) {
    if (task.arn == task_arn) {
      return task.known;
    }
  }
  return absl::nullopt;
}

void TaskDirectory::Ask() {
  asking_ = true;
  has_met_others_ = false;
  asked_at_ = clock_->Monotonic();
  AskForTarget();
  introspection_->GetTasks(lifetime_.Guard([this](const auto& tasks) { Receive(tasks); }));
}

// Once is enough: another registration changes no more of the ARN than its last part.
void TaskDirectory::AskForTarget() {
  if (word_.target.has_value()) {
    return;
  }
  introspection_->GetTarget(lifetime_.Guard([this](const absl::StatusOr<EcsTarget>& target) {
    if (target.ok()) {
      word_.target = *target;
      changed_();
    }
  }));
}

void TaskDirectory::Receive(const absl::StatusOr<std::vector<IntrospectedTask>>& tasks) {
  const bool changed = tasks.ok() != word_.silence.ok() || (tasks.ok() && *tasks != word_.tasks);
  asking_ = false;
  word_.silence = tasks.status();
  failures_ = tasks.ok() ? 0 : failures_ + 1;
  if (tasks.ok()) {
    // What happened while it answered is not in the answer.
    word_.told_at = clock_->Now() - (clock_->Monotonic() - asked_at_);
    word_.pending_since = PendingSince(*tasks, word_.pending_since, word_.told_at);
    word_.tasks = *tasks;
  }
  AskAgainLater();
  if (changed) {
    changed_();
  }
}

void TaskDirectory::MeetStrangers(const ContainerScan& scan) {
  const std::set<std::string> listed = ListedContainers(word_.tasks);
  std::set<std::string> met;
  for (const Container& container : scan.containers) {
    if (listed.count(container.id) == 0) {
      met.insert(container.id);
    }
  }
  if (!std::includes(strangers_.begin(), strangers_.end(), met.begin(), met.end())) {
    has_met_others_ = true;
    if (!asking_) {
      AskAgainLater();
    }
  }
  strangers_ = std::move(met);
}

void TaskDirectory::AskAgainLater() {
  const absl::Duration now = clock_->Monotonic();
  alarm_ =
      clock_->CallAfter(std::max(NextQuestion() - now, absl::ZeroDuration()), [this] { Ask(); });
}

absl::Duration TaskDirectory::NextQuestion() const {
  if (failures_ > 0) {
    return asked_at_ + Doubled(failures_ - 1);
  }
  return asked_at_ + (has_met_others_ ? kMinPause : kRest);
}

}  // namespace neuron
