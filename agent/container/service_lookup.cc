#include "agent/container/service_lookup.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "agent/container/cluster_task.h"

namespace neuron {
namespace {

// Tasks come in swarms.
constexpr absl::Duration kGather = absl::Seconds(1);
constexpr absl::Duration kFirstPause = absl::Seconds(5);
constexpr absl::Duration kLongestPause = absl::Minutes(10);
constexpr absl::Duration kWindow = absl::Seconds(5);
constexpr char kNotAsked[] = "ECS has not been asked about its service yet";

// The keys of what is not known yet.
template <typename T>
std::vector<std::string> Unanswered(const std::map<std::string, absl::optional<T>>& answers) {
  std::vector<std::string> keys;
  for (const auto& [key, answer] : answers) {
    if (!answer.has_value()) {
      keys.push_back(key);
    }
  }
  return keys;
}

template <typename T>
absl::optional<T> AnswerTo(const std::string& key,
                           const std::map<std::string, absl::optional<T>>& answers) {
  const auto found = answers.find(key);
  return found == answers.end() ? absl::nullopt : found->second;
}

// Empty if no service started it.
std::string ServiceIn(absl::string_view group) {
  return absl::ConsumePrefix(&group, "service:") ? std::string(group) : "";
}

// Whether ECS has something against what was asked about, rather than against being asked.
bool IsAboutNames(const EcsError& error) {
  return error.kind == EcsErrorKind::kPermanent && !error.code.empty();
}

absl::Duration PauseAfter(int failures) {
  absl::Duration pause = kFirstPause;
  for (int i = 1; i < failures && pause < kLongestPause; ++i) {
    pause = std::min(2 * pause, kLongestPause);
  }
  return pause;
}

}  // namespace

ServiceLookup::ServiceLookup(EcsClient* ecs, Clock* clock, std::function<void()> changed)
    : ecs_(ecs),
      clock_(clock),
      changed_(std::move(changed)),
      why_(absl::UnavailableError(kNotAsked)) {}

void ServiceLookup::Attribute(const absl::optional<EcsTarget>& target, ContainerScan* scan) {
  target_ = target;
  Keep(*scan);
  for (Container& container : scan->containers) {
    container.daemon_service = IsDaemon(container);
  }
  AskSoon();
}

void ServiceLookup::Keep(const ContainerScan& scan) {
  const auto services_before = std::exchange(service_of_, {});
  const auto daemons_before = std::exchange(is_daemon_, {});
  for (const Container& container : scan.containers) {
    if (!container.task.has_value() || !CheckTaskOf(target_, container.task.value().arn).ok()) {
      continue;
    }
    const absl::optional<std::string> service =
        AnswerTo(container.task.value().arn, services_before);
    service_of_[container.task.value().arn] = service;
    if (service.has_value() && !service->empty()) {
      is_daemon_[*service] = AnswerTo(*service, daemons_before);
    }
  }
}

Reading<bool> ServiceLookup::IsDaemon(const Container& container) const {
  if (!container.task.has_value()) {
    return container.task.is_absent() ? Reading<bool>::Absent()
                                      : Reading<bool>::Unknown(container.task.why());
  }
  const std::string& task = container.task.value().arn;
  const auto service = service_of_.find(task);
  if (service == service_of_.end()) {
    return Reading<bool>::Unknown(CheckTaskOf(target_, task));
  }
  if (!service->second.has_value()) {
    return Reading<bool>::Unknown(Why(task_questions_, task));
  }
  if (service->second->empty()) {
    return false;
  }
  const absl::optional<bool> is_daemon = AnswerTo(*service->second, is_daemon_);
  return is_daemon.has_value() ? Reading<bool>(*is_daemon)
                               : Reading<bool>::Unknown(Why(service_questions_, *service->second));
}

absl::Status ServiceLookup::Why(const QuestionList& questions, const std::string& name) const {
  const absl::Status why = questions.WhyAside(name);
  return why.ok() ? why_ : why;
}

void ServiceLookup::AskSoon() {
  const absl::Duration now = clock_->Monotonic();
  const bool is_done = task_questions_.Askable(Unanswered(service_of_), now).empty() &&
                       service_questions_.Askable(Unanswered(is_daemon_), now).empty();
  if (is_done || asking_ || alarm_ != nullptr || !target_.has_value()) {
    return;
  }
  alarm_ = clock_->CallAfter(failures_ > 0 ? PauseAfter(failures_) : kGather, [this] {
    alarm_ = nullptr;
    BeginRound();
  });
}

void ServiceLookup::BeginRound() {
  asking_ = true;
  task_questions_.Queue(task_questions_.Askable(Unanswered(service_of_), clock_->Monotonic()));
  service_questions_.Queue({});
  AskNext();
}

void ServiceLookup::AskNext() {
  const absl::Duration now = clock_->Monotonic();
  if (now >= window_end_) {
    window_end_ = now + kWindow;
    calls_ = 0;
  }
  if (calls_ < kMostCalls) {
    Ask();
    return;
  }
  alarm_ = clock_->CallAfter(window_end_ - now, [this] {
    alarm_ = nullptr;
    AskNext();
  });
  changed_();
}

// About services once all tasks are done: then the services of all are known.
void ServiceLookup::Ask() {
  if (!target_.has_value()) {
    Finish(absl::OkStatus());
    return;
  }
  const Names arns = task_questions_.Take();
  if (!arns.empty()) {
    AskAboutTasks(arns);
    return;
  }
  Names names = service_questions_.Take();
  if (names.empty()) {
    service_questions_.Queue(
        service_questions_.Askable(Unanswered(is_daemon_), clock_->Monotonic()));
    names = service_questions_.Take();
  }
  if (names.empty()) {
    Finish(absl::OkStatus());
    return;
  }
  AskAboutServices(names);
}

void ServiceLookup::AskAboutTasks(const Names& arns) {
  ++calls_;
  ecs_->DescribeTasks(*target_, arns, lifetime_.Guard([this, arns](const auto& answer) {
    const EcsError* error = absl::get_if<EcsError>(&answer);
    error != nullptr ? Fail(*error, arns, &task_questions_)
                     : ReceiveTasks(arns, absl::get<std::vector<EcsTask>>(answer));
  }));
}

void ServiceLookup::ReceiveTasks(const Names& asked, const std::vector<EcsTask>& tasks) {
  for (const EcsTask& task : tasks) {
    const auto wanted = service_of_.find(task.arn);
    if (wanted == service_of_.end()) {
      continue;
    }
    task_questions_.Settle(task.arn);
    wanted->second = ServiceIn(task.group);
    if (!wanted->second->empty()) {
      is_daemon_.try_emplace(*wanted->second, absl::nullopt);
    }
  }
  SetAsideUnknown(asked, service_of_, &task_questions_);
  AskNext();
}

void ServiceLookup::AskAboutServices(const Names& names) {
  ++calls_;
  ecs_->DescribeServices(*target_, names, lifetime_.Guard([this, names](const auto& answer) {
    const EcsError* error = absl::get_if<EcsError>(&answer);
    error != nullptr ? Fail(*error, names, &service_questions_)
                     : ReceiveServices(names, absl::get<std::vector<EcsService>>(answer));
  }));
}

void ServiceLookup::ReceiveServices(const Names& asked, const std::vector<EcsService>& services) {
  for (const EcsService& service : services) {
    const auto wanted = is_daemon_.find(service.name);
    if (wanted != is_daemon_.end()) {
      service_questions_.Settle(service.name);
      wanted->second = service.is_daemon;
    }
  }
  SetAsideUnknown(asked, is_daemon_, &service_questions_);
  AskNext();
}

template <typename Answers>
void ServiceLookup::SetAsideUnknown(const Names& asked, const Answers& answers,
                                    QuestionList* questions) {
  for (const std::string& name : asked) {
    const auto answer = answers.find(name);
    if (answer != answers.end() && !answer->second.has_value()) {
      questions->SetAside(name, absl::NotFoundError(absl::StrCat("ECS does not know ", name)),
                          clock_->Monotonic());
    }
  }
}

void ServiceLookup::Fail(const EcsError& error, const Names& asked, QuestionList* questions) {
  if (IsAboutNames(error)) {
    questions->Refuse(asked, error.status, clock_->Monotonic());
    AskNext();
  } else {
    Finish(error.status);
  }
}

void ServiceLookup::Finish(const absl::Status& result) {
  failures_ = result.ok() ? 0 : failures_ + 1;
  why_ = result.ok() ? absl::UnavailableError(kNotAsked) : result;
  asking_ = false;
  AskSoon();
  changed_();
}

}  // namespace neuron
