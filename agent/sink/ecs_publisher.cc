#include "agent/sink/ecs_publisher.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "agent/aws/backoff.h"
#include "agent/base/log.h"
#include "agent/base/status.h"
#include "agent/sink/retry_pace.h"

namespace neuron {
namespace {

std::vector<EcsAttribute> ForEcs(const std::vector<DesiredAttribute>& attributes) {
  std::vector<EcsAttribute> converted;
  converted.reserve(attributes.size());
  for (const DesiredAttribute& attribute : attributes) {
    converted.push_back({attribute.name, attribute.value});
  }
  return converted;
}

std::vector<std::string> FullNames(const AttributeNames& names) {
  std::vector<std::string> full;
  for (AttributeKind kind : names.kinds) {
    full.push_back(AttributeName(names, kind));
  }
  return full;
}

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
      kinds_(options_.names.kinds) {}

void EcsPublisher::Start() { Find(); }

void EcsPublisher::Find() {
  find_target_(
      lifetime_.Guard([this](absl::StatusOr<EcsTarget> target) { OnTarget(std::move(target)); }));
}

void EcsPublisher::OnTarget(absl::StatusOr<EcsTarget> target) {
  if (stopping_) {
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
  SetProblem(failure);
  Report();
  alarm_ = clock_->CallAfter(Backoff(failures_++, absl::Seconds(1), absl::Seconds(30), random_()),
                             [this] { Find(); });
}

absl::Status EcsPublisher::Adopt(EcsTarget target) {
  NEURON_ASSIGN_OR_RETURN(client_, make_client_(target));
  target_ = std::move(target);
  withdrawn_ = false;
  kinds_ = options_.names.kinds;
  failures_ = 0;
  plan_.ToldUnknown();
  Log(LogLevel::kInfo, "container_instance",
      {{"cluster", target_->cluster}, {"arn", target_->container_instance_arn}});
  Report();
  return absl::OkStatus();
}

void EcsPublisher::Accept(const Snapshot& snapshot) {
  if (stopping_) {
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
  if (writing_ || stopping_) {
    return;
  }
  alarm_ = nullptr;
  if (!withdrawn_) {
    std::vector<DesiredAttribute> withdrawn =
        Fitting(WithdrawnAttributes(options_.names, Generation()));
    if (!withdrawn.empty()) {
      Write(std::move(withdrawn));
      return;
    }
    withdrawn_ = true;
  }
  const absl::Duration now = clock_->Monotonic();
  const absl::Duration wait = plan_.Wait(now);
  if (wait == absl::ZeroDuration()) {
    std::vector<DesiredAttribute> attributes = plan_.Take(now);
    for (DesiredAttribute& attribute : attributes) {
      if (attribute.kind == AttributeKind::kGeneration) {
        attribute.value = Generation();
      }
    }
    Write(std::move(attributes));
  } else if (wait < absl::InfiniteDuration()) {
    alarm_ = clock_->CallAfter(wait, [this] { Evaluate(); });
  }
}

std::string EcsPublisher::Generation() {
  return absl::StrFormat("%s-%06d-%d", options_.boot_tag, ++writes_,
                         absl::ToUnixSeconds(clock_->Now()));
}

std::vector<DesiredAttribute> EcsPublisher::Fitting(
    const std::vector<DesiredAttribute>& attributes) const {
  std::vector<DesiredAttribute> fitting;
  std::copy_if(attributes.begin(), attributes.end(), std::back_inserter(fitting),
               [this](const DesiredAttribute& attribute) {
                 return std::find(kinds_.begin(), kinds_.end(), attribute.kind) != kinds_.end();
               });
  return fitting;
}

void EcsPublisher::Write(std::vector<DesiredAttribute> attributes) {
  writing_ = true;
  const std::vector<EcsAttribute> fitting = ForEcs(Fitting(attributes));
  client_->PutAttributes(*target_, fitting,
                         lifetime_.Guard([this, attributes = std::move(attributes)](
                                             const absl::optional<EcsError>& error) {
                           OnWritten(attributes, error);
                         }));
}

void EcsPublisher::OnWritten(const std::vector<DesiredAttribute>& attributes,
                             const absl::optional<EcsError>& error) {
  writing_ = false;
  if (stopping_) {
    if (stopped_ != nullptr) {
      SayLastWords();
    }
    return;
  }
  if (error.has_value()) {
    OnFailure(Fitting(attributes), *error);
    return;
  }
  LogWritten(Fitting(attributes));
  failures_ = 0;
  withdrawn_ = true;
  told_at_ = clock_->Now();
  plan_.Told(attributes);
  SetProblem(LeftOut());
  Report();
  Evaluate();
}

void EcsPublisher::OnFailure(const std::vector<DesiredAttribute>& sent, const EcsError& error) {
  plan_.ToldUnknown();
  SetProblem(error.status);
  Report();
  lost_ = error.kind == EcsErrorKind::kNotFound;
  if (error.kind == EcsErrorKind::kLimitExceeded) {
    LeaveOut(sent.back().kind);
  }
  const RetryPace pace = PaceOf(error.kind);
  alarm_ = clock_->CallAfter(Backoff(failures_++, pace.base, pace.cap, random_()),
                             [this] { lost_ ? Find() : Evaluate(); });
}

// The kind and all that are worth less.
void EcsPublisher::LeaveOut(AttributeKind kind) {
  const auto first = std::find(kinds_.begin() + 1, kinds_.end(), kind);
  kinds_.erase(first, kinds_.end());
}

absl::Status EcsPublisher::LeftOut() const {
  const std::vector<std::string> names = FullNames(options_.names);
  if (kinds_.size() == names.size()) {
    return absl::OkStatus();
  }
  return absl::ResourceExhaustedError(absl::StrCat(
      "ECS takes 10 custom attributes of a container instance, and has no room for ",
      absl::StrJoin(names.begin() + static_cast<std::ptrdiff_t>(kinds_.size()), names.end(), ", "),
      "; delete attributes that nobody needs, then restart neuron-agent"));
}

void EcsPublisher::SetProblem(absl::Status problem) {
  if (problem == problem_) {
    return;
  }
  problem_ = std::move(problem);
  if (problem_.ok()) {
    Log(LogLevel::kInfo, "ecs_ok");
  } else {
    Log(LogLevel::kWarning, "ecs_problem", {{"error", std::string(problem_.message())}});
  }
}

void EcsPublisher::Stop(std::function<void()> done) {
  stopping_ = true;
  alarm_ = nullptr;
  stopped_ = std::move(done);
  stop_alarm_ = clock_->CallAfter(options_.stop_deadline, [this] { FinishStop(); });
  if (!writing_) {
    SayLastWords();
  }
}

void EcsPublisher::SayLastWords() {
  const std::vector<DesiredAttribute> withdrawn =
      Fitting(WithdrawnAttributes(options_.names, Generation()));
  const bool nothing = options_.on_stop == OnStop::kWithdraw && withdrawn.empty();
  if (client_ == nullptr || options_.on_stop == OnStop::kKeep || nothing) {
    FinishStop();
    return;
  }
  const auto done = lifetime_.Guard([this](const absl::optional<EcsError>& error) {
    if (error.has_value()) {
      SetProblem(error->status);
      Report();
    }
    FinishStop();
  });
  if (options_.on_stop == OnStop::kDelete) {
    client_->DeleteAttributes(*target_, FullNames(options_.names), done);
  } else {
    client_->PutAttributes(*target_, ForEcs(withdrawn), done);
  }
}

void EcsPublisher::FinishStop() {
  stop_alarm_ = nullptr;
  if (stopped_ != nullptr) {
    std::exchange(stopped_, nullptr)();
  }
}

void EcsPublisher::Report() const {
  PublisherState state;
  state.target = target_;
  state.wanted = plan_.wanted().value_or(std::vector<DesiredAttribute>());
  if (plan_.told().has_value()) {
    state.told = Fitting(*plan_.told());
  }
  state.told_at = told_at_;
  state.problem = problem_;
  observer_(state);
}

}  // namespace neuron
