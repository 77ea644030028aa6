#ifndef TESTS_FAKES_FAKE_ECS_H_
#define TESTS_FAKES_FAKE_ECS_H_

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/ecs_client.h"
#include "agent/base/clock.h"

namespace neuron {

// An ECS that holds attributes of container instances, sends them tasks or drains them, knows
// tasks, services and task definitions, and records what it is asked.
//
// Takes effect, and answers, `latency` after the call. Must outlive its clients; borrows the clock.
class FakeEcs {
 public:
  struct Call {
    absl::Duration at;
    EcsTarget target;
    // What was put; empty for a deletion.
    std::vector<EcsAttribute> put;
    // What was deleted; empty for a put.
    std::vector<std::string> deleted;
  };
  using Attributes = std::map<std::string, std::string>;

  explicit FakeEcs(Clock* clock, absl::Duration latency = absl::Milliseconds(10))
      : clock_(clock), latency_(latency) {}

  std::unique_ptr<EcsClient> MakeClient();

  // The next call that nothing was said about fails so, and changes nothing.
  void FailNext(EcsErrorKind kind) { failures_.push_back(kind); }
  // From now on every call fails so; none does after nullopt.
  void FailAlways(absl::optional<EcsErrorKind> kind) { always_ = kind; }
  // The next write takes effect, but says that it failed.
  void LoseNextAnswer() { lose_next_ = true; }
  // The next write says that it failed, and takes effect so much later all the same.
  void DelayNextEffect(absl::Duration delay) { delay_next_ = delay; }
  // From now on, what was written within that time does not show when it is asked what an instance
  // holds.
  void set_lag(absl::Duration lag) { lag_ = lag; }
  // From now on every question what an instance holds fails so; none does after nullopt.
  void FailLooks(absl::optional<EcsErrorKind> kind) { look_failure_ = kind; }
  // From now on calls are (not) answered.
  void set_silent(bool silent) { silent_ = silent; }
  // How many of ECS's 10 attributes nobody else has; more fail with kLimitExceeded.
  void set_room(std::size_t room) { room_ = room; }

  // From now on ECS knows these.
  void Know(const EcsTask& task) { tasks_[task.arn] = task; }
  void Know(const EcsService& service) { services_[service.name] = service; }
  // By "family:revision".
  void Know(const std::string& name, const EcsTaskDefinition& definition) {
    definitions_[name] = definition;
  }

  // From now on ECS refuses, as a whole, each question that names this.
  void Abhor(const std::string& name) { abhorred_.insert(name); }

  // What it does with a container instance. Others have it do otherwise there, too.
  InstanceStatus& StatusOf(const std::string& container_instance_arn);
  // What it was told to do with one so far, in order, refused or not.
  const std::vector<InstanceStatus>& status_writes() const { return status_writes_; }

  // When it throttled a write last (monotonic); the infinite past if never.
  absl::Duration throttled_at() const { return throttled_at_; }
  // What DescribeTasks, DescribeServices and DescribeTaskDefinition were asked about so far, in
  // order.
  const std::vector<std::vector<std::string>>& questions() const { return questions_; }
  // Every write so far, in order.
  const std::vector<Call>& calls() const { return calls_; }
  // What it holds of one container instance. Others write there too.
  Attributes& Of(const std::string& container_instance_arn);
  // When it was asked what an instance holds (monotonic), in order.
  const std::vector<absl::Duration>& looks() const { return looks_; }

 private:
  class Client;

  // What an instance held before a write.
  struct Past {
    absl::Duration until;
    std::string container_instance_arn;
    Attributes held;
  };

  absl::optional<EcsError> Serve(const Call& call);
  bool IsAbhorred(const std::vector<std::string>& question) const;
  // What this call was told to fail with.
  absl::optional<EcsErrorKind> TakeFailure();
  absl::optional<EcsErrorKind> RefusalOf(const Call& call);
  void TakeEffect(const Call& call);
  absl::variant<std::vector<EcsAttribute>, EcsError> Show(const EcsTarget& target);
  // What shows by now of what this instance holds.
  Attributes ShownOf(const std::string& container_instance_arn);
  absl::variant<EcsTaskDefinition, EcsError> Define(const std::string& name);
  absl::variant<InstanceStatus, EcsError> ShowStatus(const EcsTarget& target);
  absl::optional<EcsError> ServeStatus(const EcsTarget& target, InstanceStatus status);

  Clock* const clock_;
  const absl::Duration latency_;
  std::deque<EcsErrorKind> failures_;
  absl::optional<EcsErrorKind> always_;
  absl::optional<EcsErrorKind> look_failure_;
  bool lose_next_ = false;
  absl::optional<absl::Duration> delay_next_;
  std::vector<std::unique_ptr<Alarm>> delayed_;
  absl::Duration lag_;
  // Oldest first.
  std::vector<Past> pasts_;
  bool silent_ = false;
  absl::Duration throttled_at_ = -absl::InfiniteDuration();
  static constexpr std::size_t kRoom = 10;
  std::size_t room_ = kRoom;
  std::vector<Call> calls_;
  std::vector<absl::Duration> looks_;
  std::map<std::string, Attributes> instances_;
  std::map<std::string, EcsTask> tasks_;
  std::map<std::string, EcsService> services_;
  std::map<std::string, EcsTaskDefinition> definitions_;
  std::map<std::string, InstanceStatus> statuses_;
  std::vector<InstanceStatus> status_writes_;
  std::set<std::string> abhorred_;
  std::vector<std::vector<std::string>> questions_;
};

// What a call of that put says of one attribute; nullopt if it does not name it.
absl::optional<std::string> ValueIn(const FakeEcs::Call& call, const std::string& name);

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_ECS_H_
