#include "agent/sink/drain_plan.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/utc_text.h"

namespace neuron {
namespace {

using Decision = DrainPlan::Decision;
using Step = DrainPlan::Step;

std::string InSeconds(absl::Duration duration) {
  return absl::FormatDuration(absl::Ceil(duration, absl::Seconds(1)));
}

}  // namespace

DrainPlan::DrainPlan(DrainRecord record)
    : record_(std::move(record)),
      claim_(record_.instance.empty() ? Claim::kNone : Claim::kRemembered) {}

void DrainPlan::Follow(bool holds, absl::Duration needed, absl::Duration now, Stretch* stretch) {
  if (!holds) {
    *stretch = Stretch();
  } else if (!stretch->goes_on) {
    *stretch = {true, needed, now + needed};
  }
}

void DrainPlan::See(DrainGrounds grounds, absl::Duration now, double random01) {
  if (now - seen_at_ > kLongestGap) {
    proven_ = ok_ = Stretch();
  }
  seen_at_ = now;
  grounds_ = std::move(grounds);
  Follow(grounds_.is_proven, kImpairedFor + random01 * kSpread, now, &proven_);
  Follow(grounds_.health == NodeHealth::kOk, kOkFor + random01 * kSpread, now, &ok_);
  if (ok_.IsEnough(now)) {
    left_alone_.clear();
  }
}

Decision DrainPlan::Decide(Moment now) const {
  return claim_ == Claim::kNone ? DecideDrain(now) : DecideUndrain(now);
}

Decision DrainPlan::DecideDrain(Moment now) const {
  if (!left_alone_.empty()) {
    return {Step::kWait, left_alone_};
  }
  if (!grounds_.is_proven) {
    return {Step::kWait, grounds_.why};
  }
  if (!proven_.IsEnough(now.monotonic)) {
    return {Step::kWait, absl::StrCat(grounds_.why, "; to be drained once this has been so for ",
                                      InSeconds(proven_.needed))};
  }
  const absl::Time budget_at = BudgetAt();
  if (now.wall < budget_at) {
    return {Step::kWait,
            absl::StrCat(grounds_.why, "; not to be drained again before ", UtcText(budget_at),
                         ": at most once an hour and ", kMostADay, " times a day")};
  }
  return {Step::kAsk, grounds_.why};
}

Decision DrainPlan::DecideUndrain(Moment now) const {
  const std::string drained =
      absl::StrCat("drained by this agent at ", UtcText(record_.drained_at.back()));
  if (claim_ == Claim::kRemembered && now.wall >= record_.drained_at.back() + kEcsSettles) {
    return {Step::kAsk, drained};
  }
  if (claim_ == Claim::kUnclear && grounds_.is_proven) {
    return {Step::kAsk, grounds_.why};
  }
  if (ok_.IsEnough(now.monotonic)) {
    return {Step::kAsk, absl::StrCat(drained, "; health has been ok for ", InSeconds(ok_.needed))};
  }
  return {Step::kWait, absl::StrCat(drained, "; to be undone once health has been ok for ",
                                    InSeconds(ok_.goes_on ? ok_.needed : kOkFor))};
}

Decision DrainPlan::Learn(const std::string& instance, InstanceStatus status, Moment now) {
  if (instance != record_.instance) {
    Disclaim();
  }
  return claim_ == Claim::kNone ? LearnOfOther(status, now) : LearnOfOurs(status, now);
}

Decision DrainPlan::LearnOfOther(InstanceStatus status, Moment now) {
  Decision decision = DecideDrain(now);
  if (decision.step != Step::kAsk) {
    return decision;
  }
  if (status == InstanceStatus::kActive) {
    return {Step::kDrain, std::move(decision.why)};
  }
  LeaveAlone(status == InstanceStatus::kDraining
                 ? "somebody else has drained this instance"
                 : "ECS neither sends this instance tasks nor drains it");
  return DecideDrain(now);
}

Decision DrainPlan::LearnOfOurs(InstanceStatus status, Moment now) {
  if (status == InstanceStatus::kDraining) {
    claim_ = Claim::kSure;
    Decision decision = DecideUndrain(now);
    decision.step = decision.step == Step::kAsk ? Step::kUndrain : decision.step;
    return decision;
  }
  if (claim_ == Claim::kUnclear && grounds_.is_proven && status == InstanceStatus::kActive) {
    return {Step::kDrain, grounds_.why};
  }
  Disclaim();
  LeaveAlone("this agent has drained the instance, and ECS does so no more: left as it is");
  return DecideDrain(now);
}

// When there may be another drain.
absl::Time DrainPlan::BudgetAt() const {
  const std::vector<absl::Time>& drained = record_.drained_at;
  absl::Time at = record_.undrained_at + kPause;
  if (!drained.empty()) {
    at = std::max(at, drained.back() + kPause);
  }
  if (drained.size() >= kMostADay) {
    at = std::max(at, drained[drained.size() - kMostADay] + absl::Hours(24));
  }
  return at;
}

void DrainPlan::BeginDrain(const std::string& instance, absl::Time now) {
  std::vector<absl::Time>& drained = record_.drained_at;
  if (claim_ == Claim::kNone) {
    drained.push_back(now);
  }
  if (drained.size() > kMostADay) {
    drained.erase(drained.begin());
  }
  record_.instance = instance;
  claim_ = Claim::kUnclear;
}

void DrainPlan::NotDrained() {
  record_.drained_at.pop_back();
  Disclaim();
}

void DrainPlan::Disclaim() {
  record_.instance.clear();
  claim_ = Claim::kNone;
}

void DrainPlan::LeaveAlone(std::string why) { left_alone_ = std::move(why); }

}  // namespace neuron
