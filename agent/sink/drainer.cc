#include "agent/sink/drainer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws/backoff.h"
#include "agent/base/status.h"
#include "agent/sink/drain_grounds.h"

namespace neuron {
namespace {

// Nothing is urgent: no task that needs a chip is sent to an impaired host anyway.
constexpr absl::Duration kFirstPause = absl::Seconds(30);
constexpr absl::Duration kLongestPause = absl::Minutes(10);

}  // namespace

Drainer::Drainer(Options options, FindTarget find_target, MakeClient make_client, Clock* clock,
                 std::function<double()> random)
    : options_(std::move(options)),
      find_target_(std::move(find_target)),
      make_client_(std::move(make_client)),
      clock_(clock),
      random_(std::move(random)),
      book_(options_.folder) {
  const absl::StatusOr<DrainRecord> kept = book_.Read();
  if (kept.ok()) {
    saved_ = *kept;
    plan_.emplace(saved_);
  }
  Finish(kept.status());
}

void Drainer::Accept(const Snapshot& snapshot) {
  if (!plan_.has_value()) {
    return;
  }
  plan_->See(FindDrainGrounds(snapshot), clock_->Monotonic(), random_());
  if (!is_busy_) {
    Consider();
  }
}

void Drainer::Consider() {
  DrainPlan::Decision decision = plan_->Decide(Now());
  const bool may_ask = clock_->Monotonic() >= not_before_;
  if (decision.step != DrainPlan::Step::kWait) {
    if (may_ask) {
      Ask();
    }
    return;
  }
  Tell(std::move(decision.why));
  if (may_ask && failures_ > 0) {
    Finish(Save());
  }
}

void Drainer::Ask() {
  is_busy_ = true;
  find_target_(
      lifetime_.Guard([this](absl::StatusOr<EcsTarget> target) { OnTarget(std::move(target)); }));
}

void Drainer::OnTarget(absl::StatusOr<EcsTarget> target) {
  if (!target.ok()) {
    Finish(target.status());
    return;
  }
  absl::StatusOr<std::unique_ptr<EcsClient>> client = make_client_(*target);
  if (!client.ok()) {
    Finish(client.status());
    return;
  }
  target_ = *std::move(target);
  client_ = *std::move(client);
  client_->GetInstanceStatus(
      target_, lifetime_.Guard([this](const absl::variant<InstanceStatus, EcsError>& answer) {
        OnStatus(answer);
      }));
}

void Drainer::OnStatus(const absl::variant<InstanceStatus, EcsError>& answer) {
  if (const EcsError* const error = absl::get_if<EcsError>(&answer)) {
    Finish(error->status);
    return;
  }
  const DrainPlan::Decision decision =
      plan_->Learn(target_.container_instance_arn, absl::get<InstanceStatus>(answer), Now());
  options_.dry_run ? Pretend(decision) : Act(decision);
}

void Drainer::Act(const DrainPlan::Decision& decision) {
  if (decision.step == DrainPlan::Step::kDrain) {
    Drain(decision.why);
  } else if (decision.step == DrainPlan::Step::kUndrain) {
    Undrain(decision.why);
  } else {
    Finish(Save());
  }
}

void Drainer::Drain(const std::string& why) {
  plan_->BeginDrain(target_.container_instance_arn, clock_->Now());
  const absl::Status kept = Save();
  if (!kept.ok()) {
    plan_->NotDrained();
    Finish(kept);
    return;
  }
  client_->SetInstanceStatus(target_, InstanceStatus::kDraining,
                             lifetime_.Guard([this, why](const absl::optional<EcsError>& error) {
                               OnDrained(error, why);
                             }));
}

void Drainer::OnDrained(const absl::optional<EcsError>& error, const std::string& why) {
  if (!error.has_value()) {
    plan_->Drained();
    LogStep(LogLevel::kWarning, "instance_drained", why);
    Finish(absl::OkStatus());
    return;
  }
  // Else it may have been.
  if (error->kind != EcsErrorKind::kRetry) {
    plan_->NotDrained();
    Save().IgnoreError();
  }
  Finish(error->status);
}

void Drainer::Undrain(const std::string& why) {
  plan_->BeginUndrain(clock_->Now());
  client_->SetInstanceStatus(target_, InstanceStatus::kActive,
                             lifetime_.Guard([this, why](const absl::optional<EcsError>& error) {
                               OnUndrained(error, why);
                             }));
}

void Drainer::OnUndrained(const absl::optional<EcsError>& error, const std::string& why) {
  if (error.has_value()) {
    Finish(error->status);
    return;
  }
  plan_->Undrained();
  LogStep(LogLevel::kInfo, "instance_undrained", why);
  Finish(Save());
}

void Drainer::Pretend(const DrainPlan::Decision& decision) {
  if (decision.step == DrainPlan::Step::kDrain) {
    LogStep(LogLevel::kWarning, "would_drain_instance", decision.why);
    plan_->LeaveAlone(absl::StrCat("dry run: to be drained without --dry_run: ", decision.why));
  } else if (decision.step == DrainPlan::Step::kUndrain) {
    LogStep(LogLevel::kInfo, "would_undrain_instance", decision.why);
    plan_->Undrained();
  }
  Finish(absl::OkStatus());
}

void Drainer::Finish(const absl::Status& status) {
  is_busy_ = false;
  problem_.Set(status);
  Report();
  if (status.ok()) {
    failures_ = 0;
    return;
  }
  not_before_ = clock_->Monotonic() + Backoff(failures_++, kFirstPause, kLongestPause, random_());
}

absl::Status Drainer::Save() {
  if (options_.dry_run || plan_->record() == saved_) {
    return absl::OkStatus();
  }
  NEURON_RETURN_IF_ERROR(book_.Write(plan_->record()));
  saved_ = plan_->record();
  return absl::OkStatus();
}

void Drainer::LogStep(LogLevel level, absl::string_view event, const std::string& why) const {
  Log(level, event, {{"arn", target_.container_instance_arn}, {"why", why}});
}

void Drainer::Tell(std::string why) {
  if (why != state_.why && !why.empty()) {
    Log(LogLevel::kInfo, "drain_decision", {{"why", why}});
  }
  state_.why = std::move(why);
  Report();
}

void Drainer::Report() {
  state_.problem = problem_.status();
  state_.drained_at.reset();
  if (plan_.has_value() && plan_->has_drained()) {
    state_.drained_at = plan_->record().drained_at.back();
  }
}

}  // namespace neuron
