#include "agent/sink/publish_plan.h"

#include <algorithm>
#include <utility>

#include "agent/telemetry/attribute_promise.h"

namespace neuron {
namespace {

constexpr absl::Duration kQuiet = absl::Seconds(5);
constexpr absl::Duration kJitter = absl::Seconds(1);
constexpr absl::Duration kGather = absl::Milliseconds(50);

}  // namespace

bool PublishPlan::Want(Attributes wanted, absl::Duration now, double random01) {
  if (wanted_.has_value() && SaySame(*wanted_, wanted)) {
    return false;
  }
  wanted_ = std::move(wanted);
  quiet_at_ = now + kQuiet + random01 * kJitter;
  return true;
}

void PublishPlan::Told(Attributes told) { told_ = std::move(told); }

void PublishPlan::ToldUnknown() { told_.reset(); }

bool PublishPlan::IsUrgent() const { return !told_.has_value() || PromisesLess(*told_, *wanted_); }

absl::Duration PublishPlan::Wait(absl::Duration now) const {
  if (!wanted_.has_value() || (told_.has_value() && SaySame(*told_, *wanted_))) {
    return absl::InfiniteDuration();
  }
  if (IsUrgent()) {
    const absl::Duration gathering = told_.has_value() ? gathered_at_ - now : absl::ZeroDuration();
    return std::max({absl::ZeroDuration(), gathering, less_.Wait(now)});
  }
  return std::max({absl::ZeroDuration(), quiet_at_ - now, more_.Wait(now)});
}

const PublishPlan::Attributes& PublishPlan::Take(absl::Duration now) {
  if (IsUrgent()) {
    less_.Take(now);
    gathered_at_ = now + kGather;
  } else {
    more_.Take(now);
  }
  return *wanted_;
}

}  // namespace neuron
