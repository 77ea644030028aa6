#include "agent/sink/target_watch.h"

#include <utility>

namespace neuron {
namespace {

constexpr absl::Duration kShortest = absl::Seconds(45);
constexpr absl::Duration kJitter = absl::Seconds(30);

}  // namespace

TargetWatch::TargetWatch(Find find, Clock* clock, std::function<double()> random,
                         std::function<void(EcsTarget)> moved)
    : find_(std::move(find)), clock_(clock), random_(std::move(random)), moved_(std::move(moved)) {}

void TargetWatch::Follow(EcsTarget target) {
  target_ = std::move(target);
  AskLater();
}

void TargetWatch::Stop() {
  target_.reset();
  alarm_ = nullptr;
}

void TargetWatch::AskLater() {
  alarm_ = clock_->CallAfter(kShortest + random_() * kJitter, [this] {
    find_(lifetime_.Guard([this](absl::StatusOr<EcsTarget> target) { Hear(std::move(target)); }));
  });
}

void TargetWatch::Hear(absl::StatusOr<EcsTarget> target) {
  if (!target_.has_value()) {
    return;
  }
  AskLater();
  if (target.ok() && *target != *target_) {
    moved_(*std::move(target));
  }
}

}  // namespace neuron
