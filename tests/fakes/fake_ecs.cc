#include "tests/fakes/fake_ecs.h"

#include <utility>

namespace neuron {

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

  void ListAttributes(const EcsTarget&, ListCallback) override {}

 private:
  void Send(Call call, WriteCallback done) {
    ecs_->calls_.push_back(call);
    if (ecs_->silent_) {
      return;
    }
    answers_.push_back(ecs_->clock_->CallAfter(
        ecs_->latency_,
        [ecs = ecs_, call = std::move(call), done = std::move(done)] { done(ecs->Serve(call)); }));
  }

  FakeEcs* const ecs_;
  std::vector<std::unique_ptr<Alarm>> answers_;
};

std::unique_ptr<EcsClient> FakeEcs::MakeClient() { return std::make_unique<Client>(this); }

const FakeEcs::Attributes& FakeEcs::Of(const std::string& container_instance_arn) {
  return instances_[container_instance_arn];
}

absl::optional<EcsErrorKind> FakeEcs::TakeFailure(const Call& call) {
  if (always_.has_value()) {
    return always_;
  }
  if (!failures_.empty()) {
    const EcsErrorKind kind = failures_.front();
    failures_.pop_front();
    return kind;
  }
  Attributes after = instances_[call.target.container_instance_arn];
  for (const EcsAttribute& attribute : call.put) {
    after[attribute.name] = attribute.value;
  }
  return after.size() > room_ ? absl::make_optional(EcsErrorKind::kLimitExceeded) : absl::nullopt;
}

absl::optional<EcsError> FakeEcs::Serve(const Call& call) {
  const absl::optional<EcsErrorKind> failure = TakeFailure(call);
  if (failure.has_value()) {
    EcsError error;
    error.kind = *failure;
    error.status = absl::UnavailableError("ECS says no");
    return error;
  }
  Attributes& attributes = instances_[call.target.container_instance_arn];
  for (const EcsAttribute& attribute : call.put) {
    attributes[attribute.name] = attribute.value;
  }
  for (const std::string& name : call.deleted) {
    attributes.erase(name);
  }
  return absl::nullopt;
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
