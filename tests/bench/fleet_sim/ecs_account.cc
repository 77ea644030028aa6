#include "tests/bench/fleet_sim/ecs_account.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"

namespace neuron {
namespace {

void Put(const EcsAttribute& attribute, std::vector<EcsAttribute>* held) {
  const auto found = absl::c_find_if(
      *held, [&](const EcsAttribute& other) { return other.name == attribute.name; });
  if (found == held->end()) {
    held->push_back(attribute);
  } else {
    found->value = attribute.value;
  }
}

}  // namespace

// Destroying it drops what is outstanding: its alarms. One write and one question at a time.
class EcsAccount::Client : public EcsClient {
 public:
  Client(EcsAccount* account, std::size_t host) : account_(account), host_(host) {}

  void PutAttributes(const EcsTarget&, const std::vector<EcsAttribute>& attributes,
                     WriteCallback done) override {
    write_ = account_->clock_->CallAfter(
        account_->DrawLatency(),
        [account = account_, host = host_, attributes, done = std::move(done)] {
          done(account->Put(host, attributes));
        });
  }

  void DeleteAttributes(const EcsTarget&, const std::vector<std::string>& names,
                        WriteCallback done) override {
    write_ = account_->clock_->CallAfter(
        account_->DrawLatency(), [account = account_, host = host_, names, done = std::move(done)] {
          done(account->Delete(host, names));
        });
  }

  void ListAttributes(const EcsTarget&, ListCallback done) override {
    question_ = account_->clock_->CallAfter(
        account_->DrawLatency(),
        [account = account_, host = host_, done = std::move(done)] { done(account->List(host)); });
  }

  // A publisher does not ask these.
  void DescribeTasks(const EcsTarget&, const std::vector<std::string>&, TasksCallback) override {}
  void DescribeServices(const EcsTarget&, const std::vector<std::string>&,
                        ServicesCallback) override {}
  void DescribeTaskDefinition(const EcsTarget&, const std::string&,
                              TaskDefinitionCallback) override {}
  void GetInstanceStatus(const EcsTarget&, StatusCallback) override {}
  void SetInstanceStatus(const EcsTarget&, InstanceStatus, WriteCallback) override {}

 private:
  EcsAccount* const account_;
  const std::size_t host_;
  std::unique_ptr<Alarm> write_;
  std::unique_ptr<Alarm> question_;
};

EcsAccount::EcsAccount(std::size_t hosts, Clock* clock, std::uint64_t seed, Wrote wrote)
    : clock_(clock), chance_(seed), wrote_(std::move(wrote)), held_(hosts) {}

std::unique_ptr<EcsClient> EcsAccount::MakeClient(std::size_t host) {
  return std::make_unique<Client>(this, host);
}

bool EcsAccount::RunTask() { return Admit(&modify_, &run_tasks_); }

absl::Duration EcsAccount::DrawLatency() {
  return chance_.Between(absl::Milliseconds(30), absl::Milliseconds(80));
}

bool EcsAccount::Admit(TokenBucket* bucket, CallBook* book) {
  const absl::Duration now = clock_->Monotonic();
  const bool admitted = !down_ && bucket->Wait(now) == absl::ZeroDuration();
  if (admitted) {
    bucket->Take(now);
  }
  book->Note(now, admitted);
  return admitted;
}

EcsError EcsAccount::Refusal() const {
  EcsError error;
  error.kind = down_ ? EcsErrorKind::kRetry : EcsErrorKind::kThrottled;
  error.code = down_ ? "ServerException" : "ThrottlingException";
  error.status = absl::UnavailableError(down_ ? "ECS is down" : "Rate exceeded");
  return error;
}

absl::optional<EcsError> EcsAccount::Put(std::size_t host,
                                         const std::vector<EcsAttribute>& attributes) {
  if (!Admit(&modify_, &writes_)) {
    return Refusal();
  }
  for (const EcsAttribute& attribute : attributes) {
    neuron::Put(attribute, &held_[host]);
  }
  wrote_(host, held_[host]);
  return absl::nullopt;
}

absl::optional<EcsError> EcsAccount::Delete(std::size_t host,
                                            const std::vector<std::string>& names) {
  if (!Admit(&modify_, &writes_)) {
    return Refusal();
  }
  std::vector<EcsAttribute>& held = held_[host];
  held.erase(std::remove_if(held.begin(), held.end(),
                            [&](const EcsAttribute& attribute) {
                              return absl::c_linear_search(names, attribute.name);
                            }),
             held.end());
  wrote_(host, held);
  return absl::nullopt;
}

absl::variant<std::vector<EcsAttribute>, EcsError> EcsAccount::List(std::size_t host) {
  if (!Admit(&read_, &reads_)) {
    return Refusal();
  }
  return held_[host];
}

}  // namespace neuron
