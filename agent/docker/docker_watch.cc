#include "agent/docker/docker_watch.h"

#include <algorithm>
#include <utility>

namespace neuron {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);
constexpr absl::Duration kMaxPause = absl::Minutes(1);
constexpr absl::Duration kLookEvery = absl::Minutes(1);
constexpr absl::Duration kLookEveryWhileOneWaits = absl::Seconds(10);
// An event gets its time a moment before it can be asked for.
constexpr absl::Duration kOverlap = absl::Milliseconds(100);

bool IsWaiting(const DockerContainer& container) {
  return container.state == DockerState::kCreated && container.start_error.empty();
}

}  // namespace

DockerWatch::DockerWatch(DockerEngine* engine, Clock* clock, std::function<void()> changed)
    : engine_(engine), clock_(clock), changed_(std::move(changed)) {
  Look();
}

void DockerWatch::Look() {
  if (looking_) {
    look_again_ = true;
    return;
  }
  looking_ = true;
  alarm_ = nullptr;
  asked_at_ = clock_->Now();
  engine_->List(lifetime_.Guard([this](const auto& list) { ReceiveList(list); }));
}

void DockerWatch::Ask() {
  const absl::Time now = clock_->Now();
  if (IsTimeToLook(now)) {
    Look();
    return;
  }
  engine_->CountEvents(known_until_ - kOverlap, now,
                       lifetime_.Guard([this, now](const absl::StatusOr<int>& count) {
                         if (looking_) {
                           return;
                         }
                         if (!count.ok() || *count > 0) {
                           Look();
                           return;
                         }
                         known_until_ = now;
                         word_.told_at = now;
                         AskAgainLater();
                       }));
}

bool DockerWatch::IsTimeToLook(absl::Time now) const {
  const bool one_waits =
      std::any_of(word_.containers.begin(), word_.containers.end(),
                  [](const auto& container) { return IsWaiting(container.second); });
  const absl::Duration rest = one_waits ? kLookEveryWhileOneWaits : kLookEvery;
  return !word_.sight.ok() || now < known_until_ || clock_->Monotonic() - looked_at_ >= rest;
}

void DockerWatch::ReceiveList(const absl::StatusOr<std::map<std::string, DockerState>>& list) {
  found_.clear();
  to_inspect_.clear();
  trouble_ = list.status();
  if (!list.ok()) {
    Finish(trouble_);
    return;
  }
  for (const auto& [id, state] : *list) {
    const auto known = word_.containers.find(id);
    if (known != word_.containers.end()) {
      found_[id] = known->second;
    }
    // Of one that is still only created, the start may have failed.
    if (known == word_.containers.end() || known->second.state != state ||
        state == DockerState::kCreated) {
      to_inspect_.push_back(id);
    }
  }
  InspectNext();
}

// One by one: a host may have hundreds, and Docker has work to do.
void DockerWatch::InspectNext() {
  if (to_inspect_.empty()) {
    Finish(trouble_);
    return;
  }
  const std::string id = to_inspect_.front();
  to_inspect_.pop_front();
  engine_->Inspect(id,
                   lifetime_.Guard([this, id](const absl::StatusOr<DockerContainer>& container) {
                     ReceiveContainer(id, container);
                   }));
}

void DockerWatch::ReceiveContainer(const std::string& id,
                                   const absl::StatusOr<DockerContainer>& container) {
  if (container.ok() && container->state != DockerState::kEnded) {
    found_[id] = *container;
  } else if (container.ok() || absl::IsNotFound(container.status())) {
    found_.erase(id);
  } else {
    trouble_.Update(container.status());
  }
  InspectNext();
}

void DockerWatch::Finish(const absl::Status& sight) {
  const bool listed = sight.ok() || !found_.empty();
  const bool changed = sight.ok() != word_.sight.ok() || (listed && found_ != word_.containers);
  word_.sight = sight;
  failures_ = sight.ok() ? 0 : failures_ + 1;
  if (listed) {
    word_.containers = std::move(found_);
  }
  if (sight.ok()) {
    word_.told_at = asked_at_;
    known_until_ = asked_at_;
    looked_at_ = clock_->Monotonic();
  }
  looking_ = false;
  AskAgainLater();
  if (changed) {
    changed_();
  }
}

void DockerWatch::AskAgainLater() {
  if (look_again_) {
    look_again_ = false;
    Look();
    return;
  }
  absl::Duration pause = kPause;
  for (int i = 1; i < failures_ && pause < kMaxPause; ++i) {
    pause = std::min(2 * pause, kMaxPause);
  }
  alarm_ = clock_->CallAfter(pause, [this] { Ask(); });
}

}  // namespace neuron
