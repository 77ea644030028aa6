#include "agent/sink/ecs_publisher.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/aws/backoff.h"
#include "agent/base/log.h"
#include "agent/base/status.h"
#include "agent/sink/retry_pace.h"
#include "agent/sink/wire_attributes.h"
#include "agent/telemetry/generation.h"

namespace neuron {
namespace {

// A host whose chips cannot be seen for so long does not answer for what another agent said.
constexpr absl::Duration kPatience = absl::Seconds(5);

void LogWritten(const std::vector<DesiredAttribute>& attributes) {
  Log(LogLevel::kInfo, "attributes_published",
      {{"attributes",
        absl::StrJoin(attributes, " ", [](std::string* out, const DesiredAttribute& attribute) {
          absl::StrAppend(out, attribute.name, "=", attribute.value);
        })}});
}

}  // namespace

EcsPublisher::EcsPublisher(Options options, FindTarget find_target, MakeClient make_client,
                           Clock* clock, std::function<double()> random, Observer observer)
    : options_(std::move(options)),
      find_target_(std::move(find_target)),
      make_client_(std::move(make_client)),
      clock_(clock),
      random_(std::move(random)),
      observer_(std::move(observer)),
      room_(options_.names),
      generations_(options_.boot_tag),
      auditor_(options_.names, &room_, &generations_, AuditLinks(), clock, random_),
      target_watch_(find_target_, clock, random_,
                    [this](EcsTarget target) { OnTarget(std::move(target)); }) {}

AttributeAuditor::Links EcsPublisher::AuditLinks() {
  return {[this] { return LastWritten(); },
          [this](bool is_stale, const absl::StatusOr<std::vector<EcsAttribute>>& held) {
            OnLook(is_stale, held);
          }};
}

void EcsPublisher::Start() {
  if (!options_.dry_run) {
    left_ = options_.handover_file.Take();
  }
  Find();
}

void EcsPublisher::Find() {
  find_target_(
      lifetime_.Guard([this](absl::StatusOr<EcsTarget> target) { OnTarget(std::move(target)); }));
}

void EcsPublisher::OnTarget(absl::StatusOr<EcsTarget> target) {
  if (is_stopping()) {
    return;
  }
  absl::Status failure = target.status();
  if (target.ok() && (client_ == nullptr || *target != *target_)) {
    failure = Adopt(*std::move(target));
  }
  if (failure.ok()) {
    lost_ = false;
    Evaluate();
    return;
  }
  problem_.Set(failure);
  Report();
  alarm_ = clock_->CallAfter(Backoff(failures_++, absl::Seconds(1), absl::Seconds(30), random_()),
                             [this] { Find(); });
}

absl::Status EcsPublisher::Adopt(EcsTarget target) {
  NEURON_ASSIGN_OR_RETURN(client_, make_client_(target));
  target_ = std::move(target);
  room_ = AttributeRoom(options_.names);
  withdrawn_ = false;
  goes_on_ = false;
  patience_ = nullptr;
  // With the old client went its calls.
  writing_ = false;
  failures_ = 0;
  plan_.ToldUnknown();
  Log(LogLevel::kInfo, "container_instance",
      {{"cluster", target_->cluster}, {"arn", target_->container_instance_arn}});
  Report();
  auditor_.Adopt(client_.get(), *target_);
  target_watch_.Follow(*target_);
  return absl::OkStatus();
}

void EcsPublisher::OnLook(bool is_stale, const absl::StatusOr<std::vector<EcsAttribute>>& held) {
  if (is_stale) {
    plan_.ToldUnknown();
  }
  if (held.ok()) {
    TakeOver(*held);
  }
  left_.reset();
  const bool may_go_on = failures_ == 0;
  if (may_go_on) {
    problem_.Set(StandingProblem());
  }
  Report();
  if (may_go_on) {
    Evaluate();
  }
}

void EcsPublisher::TakeOver(const std::vector<EcsAttribute>& held) {
  const absl::optional<std::vector<DesiredAttribute>> kept =
      GoOnFrom(left_, *target_, options_.names, held);
  if (!kept.has_value()) {
    return;
  }
  Log(LogLevel::kInfo, "attributes_kept", {{"generation", left_->generation}});
  told_at_ = ParseGeneration(left_->generation)->at;
  plan_.Told(*kept);
  goes_on_ = true;
  patience_ = clock_->CallAfter(kPatience, [this] { LosePatience(); });
}

void EcsPublisher::LosePatience() {
  if (!plan_.wanted().has_value()) {
    goes_on_ = false;
    plan_.ToldUnknown();
    Evaluate();
  }
}

absl::optional<AttributeAuditor::Written> EcsPublisher::LastWritten() const {
  if (writing_ || !plan_.told().has_value()) {
    return absl::nullopt;
  }
  return AttributeAuditor::Written{room_.Fitting(*plan_.told()), *told_at_};
}

void EcsPublisher::Accept(const Snapshot& snapshot) {
  if (is_stopping()) {
    return;
  }
  if (!plan_.Want(DesiredAttributes(snapshot, options_.names, ""), clock_->Monotonic(),
                  random_())) {
    return;
  }
  Report();
  // After a failure, its backoff says when to go on.
  if (client_ != nullptr && failures_ == 0) {
    Evaluate();
  }
}

void EcsPublisher::Evaluate() {
  if (writing_ || !auditor_.has_looked() || is_stopping() || options_.dry_run || room_.IsEmpty()) {
    return;
  }
  alarm_ = nullptr;
  if (!withdrawn_ && !goes_on_) {
    std::vector<DesiredAttribute> withdrawn = Withdrawn();
    if (!withdrawn.empty()) {
      Write(std::move(withdrawn));
      return;
    }
    withdrawn_ = true;
  }
  const absl::Duration now = clock_->Monotonic();
  const absl::Duration wait = Wait(now);
  if (wait == absl::ZeroDuration()) {
    std::vector<DesiredAttribute> attributes = plan_.Take(now);
    generations_.Stamp(clock_->Now(), &attributes);
    Write(std::move(attributes));
  } else if (wait < absl::InfiniteDuration()) {
    alarm_ = clock_->CallAfter(wait, [this] { Evaluate(); });
  }
}

absl::Duration EcsPublisher::Wait(absl::Duration now) const {
  const absl::Duration due = plan_.Wait(now);
  return due == absl::InfiniteDuration() ? due : std::max(due, pace_.Wait(now, plan_.IsUrgent()));
}

std::vector<DesiredAttribute> EcsPublisher::Withdrawn() {
  return room_.Fitting(WithdrawnAttributes(options_.names, generations_.Next(clock_->Now())));
}

void EcsPublisher::Write(std::vector<DesiredAttribute> attributes) {
  writing_ = true;
  const std::vector<EcsAttribute> fitting = WireAttributes(room_.Fitting(attributes));
  client_->PutAttributes(*target_, fitting,
                         lifetime_.Guard([this, attributes = std::move(attributes)](
                                             const absl::optional<EcsError>& error) {
                           OnWritten(attributes, error);
                         }));
}

void EcsPublisher::OnWritten(const std::vector<DesiredAttribute>& attributes,
                             const absl::optional<EcsError>& error) {
  writing_ = false;
  const bool was_stopping = is_stopping();
  // What was throttled was not done.
  if (error.has_value() && error->kind != EcsErrorKind::kThrottled) {
    plan_.ToldUnknown();
  } else if (!error.has_value()) {
    NoteTold(attributes);
  }
  if (was_stopping) {
    SayFarewell();
  } else if (error.has_value()) {
    OnFailure(room_.Fitting(attributes), *error);
  } else {
    Evaluate();
  }
}

void EcsPublisher::NoteTold(const std::vector<DesiredAttribute>& attributes) {
  LogWritten(room_.Fitting(attributes));
  failures_ = 0;
  withdrawn_ = true;
  told_at_ = clock_->Now();
  plan_.Told(attributes);
  pace_.Taken(clock_->Monotonic(), random_());
  problem_.Set(StandingProblem());
  Report();
}

void EcsPublisher::OnFailure(const std::vector<DesiredAttribute>& sent, const EcsError& error) {
  problem_.Set(error.status);
  Report();
  lost_ = error.kind == EcsErrorKind::kNotFound;
  if (error.kind == EcsErrorKind::kLimitExceeded) {
    room_.LeaveOut(sent.back().kind);
  }
  if (error.kind == EcsErrorKind::kThrottled && plan_.told().has_value()) {
    pace_.Throttled(clock_->Monotonic(), random_());
    Evaluate();
    return;
  }
  const RetryPace pace = PaceOf(error.kind);
  alarm_ = clock_->CallAfter(Backoff(failures_++, pace.base, pace.cap, random_()),
                             [this] { lost_ ? Find() : Evaluate(); });
}

absl::Status EcsPublisher::StandingProblem() const {
  if (options_.dry_run) {
    return absl::FailedPreconditionError("dry run: ECS is told nothing; leave out --dry_run");
  }
  const absl::Status second_writer = auditor_.state().second_writer;
  return second_writer.ok() ? room_.problem() : second_writer;
}

void EcsPublisher::Stop(std::function<void()> done) {
  alarm_ = nullptr;
  patience_ = nullptr;
  auditor_.Stop();
  target_watch_.Stop();
  farewell_ = std::make_unique<Farewell>(
      clock_, options_.stop_deadline, [this, done = std::move(done)](const absl::Status& status) {
        if (!status.ok()) {
          problem_.Set(status);
          Report();
        }
        done();
      });
  if (!writing_) {
    SayFarewell();
  }
}

void EcsPublisher::SayFarewell() {
  if (options_.on_stop == OnStop::kKeep && !options_.dry_run) {
    HandOver();
    farewell_->SayNothing();
  } else if (client_ == nullptr || options_.dry_run) {
    farewell_->SayNothing();
  } else if (options_.on_stop == OnStop::kDelete) {
    farewell_->Delete(client_.get(), *target_, room_.Names());
  } else {
    farewell_->Withdraw(client_.get(), *target_, Withdrawn());
  }
}

void EcsPublisher::HandOver() const {
  absl::optional<Handover> left = left_;
  if (plan_.told().has_value()) {
    left = HandoverOf(*target_, room_.Fitting(*plan_.told()));
  }
  if (left.has_value()) {
    options_.handover_file.Leave(*left);
  }
}

void EcsPublisher::Report() const {
  PublisherState state;
  state.target = target_;
  state.wanted = plan_.wanted().value_or(std::vector<DesiredAttribute>());
  if (plan_.told().has_value()) {
    state.told = room_.Fitting(*plan_.told());
  }
  state.told_at = told_at_;
  state.withdrawn = withdrawn_;
  state.audit = auditor_.state();
  state.problem = problem_.status();
  observer_(state);
}

}  // namespace neuron
