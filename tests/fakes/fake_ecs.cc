#include "tests/fakes/fake_ecs.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace neuron {

namespace {

EcsError Failure(EcsErrorKind kind) {
  EcsError error;
  error.kind = kind;
  error.status = absl::UnavailableError("ECS says no");
  return error;
}

EcsError Refusal(const std::string& code = "InvalidParameterException") {
  EcsError error;
  error.code = code;
  error.status = absl::InvalidArgumentError("ECS refuses a name");
  return error;
}

}  // namespace

// Destroying it drops what is outstanding: its alarms.
class FakeEcs::Client : public EcsClient {
 public:
  explicit Client(FakeEcs* ecs) : ecs_(ecs) {}

  void PutAttributes(const EcsTarget& target, const std::vector<EcsAttribute>& attributes,
                     WriteCallback done) override {
    Send({ecs_->clock_->Monotonic(), target, attributes, {}}, std::move(done));
  }

  void DeleteAttributes(const EcsTarget& target, const std::vector<std::string>& names,
                        WriteCallback done) override {
    Send({ecs_->clock_->Monotonic(), target, {}, names}, std::move(done));
  }

  void ListAttributes(const EcsTarget& target, ListCallback done) override {
    ecs_->looks_.push_back(ecs_->clock_->Monotonic());
    AnswerLater([ecs = ecs_, target, done = std::move(done)] { done(ecs->Show(target)); });
  }

  void DescribeTasks(const EcsTarget&, const std::vector<std::string>& arns,
                     TasksCallback done) override {
    Describe(arns, &ecs_->tasks_, std::move(done));
  }

  void DescribeServices(const EcsTarget&, const std::vector<std::string>& names,
                        ServicesCallback done) override {
    Describe(names, &ecs_->services_, std::move(done));
  }

  void DescribeTaskDefinition(const EcsTarget&, const std::string& name,
                              TaskDefinitionCallback done) override {
    ecs_->questions_.push_back({name});
    AnswerLater([ecs = ecs_, name, done = std::move(done)] { done(ecs->Define(name)); });
  }

  void GetInstanceStatus(const EcsTarget& target, StatusCallback done) override {
    AnswerLater([ecs = ecs_, target, done = std::move(done)] { done(ecs->ShowStatus(target)); });
  }

  void SetInstanceStatus(const EcsTarget& target, InstanceStatus status,
                         WriteCallback done) override {
    ecs_->status_writes_.push_back(status);
    AnswerLater([ecs = ecs_, target, status, done = std::move(done)] {
      done(ecs->ServeStatus(target, status));
    });
  }

 private:
  template <typename T, typename Done>
  void Describe(const std::vector<std::string>& names, const std::map<std::string, T>* known,
                Done done) {
    ecs_->questions_.push_back(names);
    AnswerLater([ecs = ecs_, names, known, done = std::move(done)] {
      if (const absl::optional<EcsErrorKind> kind = ecs->TakeFailure()) {
        done(Failure(*kind));
        return;
      }
      if (ecs->IsAbhorred(names)) {
        done(Refusal());
        return;
      }
      std::vector<T> found;
      for (const std::string& name : names) {
        if (known->count(name) > 0) {
          found.push_back(known->at(name));
        }
      }
      done(found);
    });
  }

  void Send(Call call, WriteCallback done) {
    ecs_->calls_.push_back(call);
    AnswerLater(
        [ecs = ecs_, call = std::move(call), done = std::move(done)] { done(ecs->Serve(call)); });
  }

  // Unless it is silent.
  void AnswerLater(std::function<void()> answer) {
    if (!ecs_->silent_) {
      answers_.push_back(ecs_->clock_->CallAfter(ecs_->latency_, std::move(answer)));
    }
  }

  FakeEcs* const ecs_;
  std::vector<std::unique_ptr<Alarm>> answers_;
};

std::unique_ptr<EcsClient> FakeEcs::MakeClient() { return std::make_unique<Client>(this); }

FakeEcs::Attributes& FakeEcs::Of(const std::string& container_instance_arn) {
  return instances_[container_instance_arn];
}

InstanceStatus& FakeEcs::StatusOf(const std::string& container_instance_arn) {
  return statuses_[container_instance_arn];
}

bool FakeEcs::IsAbhorred(const std::vector<std::string>& question) const {
  return std::any_of(question.begin(), question.end(),
                     [this](const std::string& name) { return abhorred_.count(name) > 0; });
}

absl::optional<EcsErrorKind> FakeEcs::TakeFailure() {
  if (always_.has_value()) {
    return always_;
  }
  if (!failures_.empty()) {
    const EcsErrorKind kind = failures_.front();
    failures_.pop_front();
    return kind;
  }
  return absl::nullopt;
}

absl::optional<EcsErrorKind> FakeEcs::RefusalOf(const Call& call) {
  Attributes after = instances_[call.target.container_instance_arn];
  for (const EcsAttribute& attribute : call.put) {
    after[attribute.name] = attribute.value;
  }
  return after.size() > room_ ? absl::make_optional(EcsErrorKind::kLimitExceeded) : absl::nullopt;
}

absl::variant<std::vector<EcsAttribute>, EcsError> FakeEcs::Show(const EcsTarget& target) {
  if (look_failure_.has_value()) {
    return Failure(*look_failure_);
  }
  std::vector<EcsAttribute> held = {{"ecs.instance-type", "trn1.32xlarge"}};
  for (const auto& entry : ShownOf(target.container_instance_arn)) {
    held.push_back({entry.first, entry.second});
  }
  for (std::size_t other = room_; other < kRoom; ++other) {
    held.push_back({"other-" + std::to_string(other), "theirs"});
  }
  return held;
}

absl::variant<EcsTaskDefinition, EcsError> FakeEcs::Define(const std::string& name) {
  if (const absl::optional<EcsErrorKind> kind = TakeFailure()) {
    return Failure(*kind);
  }
  const auto known = definitions_.find(name);
  if (known == definitions_.end() || IsAbhorred({name})) {
    return Refusal("ClientException");
  }
  return known->second;
}

absl::variant<InstanceStatus, EcsError> FakeEcs::ShowStatus(const EcsTarget& target) {
  if (const absl::optional<EcsErrorKind> kind = TakeFailure()) {
    return Failure(*kind);
  }
  return StatusOf(target.container_instance_arn);
}

absl::optional<EcsError> FakeEcs::ServeStatus(const EcsTarget& target, InstanceStatus status) {
  if (const absl::optional<EcsErrorKind> kind = TakeFailure()) {
    return Failure(*kind);
  }
  InstanceStatus& held = StatusOf(target.container_instance_arn);
  if (held == InstanceStatus::kOther) {
    return Refusal();
  }
  held = status;
  return absl::nullopt;
}

absl::optional<EcsError> FakeEcs::Serve(const Call& call) {
  absl::optional<EcsErrorKind> failure = TakeFailure();
  failure = failure.has_value() ? failure : RefusalOf(call);
  if (failure == EcsErrorKind::kThrottled) {
    throttled_at_ = clock_->Monotonic();
  }
  if (failure.has_value()) {
    return Failure(*failure);
  }
  if (delay_next_.has_value()) {
    delayed_.push_back(clock_->CallAfter(*std::exchange(delay_next_, absl::nullopt),
                                         [this, call] { TakeEffect(call); }));
    return Failure(EcsErrorKind::kRetry);
  }
  TakeEffect(call);
  return std::exchange(lose_next_, false) ? absl::make_optional(Failure(EcsErrorKind::kRetry))
                                          : absl::nullopt;
}

void FakeEcs::TakeEffect(const Call& call) {
  Attributes& attributes = instances_[call.target.container_instance_arn];
  pasts_.push_back({clock_->Monotonic(), call.target.container_instance_arn, attributes});
  for (const EcsAttribute& attribute : call.put) {
    attributes[attribute.name] = attribute.value;
  }
  for (const std::string& name : call.deleted) {
    attributes.erase(name);
  }
}

FakeEcs::Attributes FakeEcs::ShownOf(const std::string& container_instance_arn) {
  // As it was before the first write that does not show yet.
  const absl::Duration shown = clock_->Monotonic() - lag_;
  const auto hidden = std::find_if(pasts_.begin(), pasts_.end(), [&](const Past& past) {
    return past.until > shown && past.container_instance_arn == container_instance_arn;
  });
  return hidden == pasts_.end() ? Of(container_instance_arn) : hidden->held;
}

absl::optional<std::string> ValueIn(const FakeEcs::Call& call, const std::string& name) {
  for (const EcsAttribute& attribute : call.put) {
    if (attribute.name == name) {
      return attribute.value;
    }
  }
  return absl::nullopt;
}

}  // namespace neuron
