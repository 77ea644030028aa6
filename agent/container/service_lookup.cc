#include "agent/container/service_lookup.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"

namespace neuron {
namespace {

// Tasks come in swarms.
constexpr absl::Duration kGather = absl::Seconds(1);
constexpr absl::Duration kFirstPause = absl::Seconds(5);
constexpr absl::Duration kLongestPause = absl::Minutes(10);
constexpr char kNotAsked[] = "ECS has not been asked about its service yet";

// The keys of what is not known yet, but for those in `missing`; no more than `limit`.
template <typename T>
std::vector<std::string> Unanswered(const std::map<std::string, absl::optional<T>>& answers,
                                    const std::set<std::string>& missing, std::size_t limit) {
  std::vector<std::string> keys;
  for (const auto& [key, answer] : answers) {
    if (!answer.has_value() && missing.count(key) == 0 && keys.size() < limit) {
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
    if (!container.task.has_value()) {
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
  const absl::optional<std::string>& service = service_of_.at(container.task.value().arn);
  if (!service.has_value()) {
    return Reading<bool>::Unknown(why_);
  }
  if (service->empty()) {
    return false;
  }
  const absl::optional<bool> is_daemon = AnswerTo(*service, is_daemon_);
  return is_daemon.has_value() ? Reading<bool>(*is_daemon) : Reading<bool>::Unknown(why_);
}

void ServiceLookup::AskSoon() {
  const bool is_done =
      Unanswered(service_of_, {}, 1).empty() && Unanswered(is_daemon_, {}, 1).empty();
  if (is_done || asking_ || alarm_ != nullptr || !target_.has_value()) {
    return;
  }
  alarm_ = clock_->CallAfter(failures_ > 0 ? PauseAfter(failures_) : kGather, [this] {
    alarm_ = nullptr;
    asking_ = true;
    missing_.clear();
    AskAboutTasks();
  });
}

void ServiceLookup::AskAboutTasks() {
  const Names arns = Unanswered(service_of_, missing_, EcsClient::kMostTasks);
  if (arns.empty()) {
    AskAboutServices();
    return;
  }
  ecs_->DescribeTasks(*target_, arns, lifetime_.Guard([this, arns](const auto& answer) {
    const EcsError* error = absl::get_if<EcsError>(&answer);
    error != nullptr ? Finish(error->status)
                     : ReceiveTasks(arns, absl::get<std::vector<EcsTask>>(answer));
  }));
}

void ServiceLookup::ReceiveTasks(const Names& asked, const std::vector<EcsTask>& tasks) {
  missing_.insert(asked.begin(), asked.end());
  for (const EcsTask& task : tasks) {
    missing_.erase(task.arn);
    const auto wanted = service_of_.find(task.arn);
    if (wanted != service_of_.end()) {
      const std::string service = ServiceIn(task.group);
      wanted->second = service;
      if (!service.empty()) {
        is_daemon_.try_emplace(service, absl::nullopt);
      }
    }
  }
  AskAboutTasks();
}

void ServiceLookup::AskAboutServices() {
  const Names names = Unanswered(is_daemon_, missing_, EcsClient::kMostServices);
  if (names.empty()) {
    Finish(missing_.empty() ? absl::OkStatus()
                            : absl::NotFoundError("ECS does not know " + *missing_.begin()));
    return;
  }
  ecs_->DescribeServices(*target_, names, lifetime_.Guard([this, names](const auto& answer) {
    const EcsError* error = absl::get_if<EcsError>(&answer);
    error != nullptr ? Finish(error->status)
                     : ReceiveServices(names, absl::get<std::vector<EcsService>>(answer));
  }));
}

void ServiceLookup::ReceiveServices(const Names& asked, const std::vector<EcsService>& services) {
  missing_.insert(asked.begin(), asked.end());
  for (const EcsService& service : services) {
    missing_.erase(service.name);
    const auto wanted = is_daemon_.find(service.name);
    if (wanted != is_daemon_.end()) {
      wanted->second = service.is_daemon;
    }
  }
  AskAboutServices();
}

void ServiceLookup::Finish(const absl::Status& result) {
  failures_ = result.ok() ? 0 : failures_ + 1;
  why_ = result.ok() ? absl::UnavailableError(kNotAsked) : result;
  asking_ = false;
  AskSoon();
  changed_();
}

}  // namespace neuron
