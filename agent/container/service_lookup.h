#ifndef AGENT_CONTAINER_SERVICE_LOOKUP_H_
#define AGENT_CONTAINER_SERVICE_LOOKUP_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/base/reading.h"
#include "agent/container/container.h"

namespace neuron {

// Finds out of which containers the task is of a DAEMON service, by asking ECS.
//
// Asks about all tasks that are new at once, and about each once: neither a task's service nor a
// service's strategy ever changes. After a failure it asks again, ever more rarely, down to once in
// 10 min. Needs ecs:DescribeTasks and ecs:DescribeServices. On the loop's thread.
class ServiceLookup {
 public:
  // Borrows the client and the clock. `changed` is called when there are answers, or a new reason
  // why there are none; it must not destroy this.
  ServiceLookup(EcsClient* ecs, Clock* clock, std::function<void()> changed);

  // Fills in `daemon_service` of every container by its `task`, and asks soon about tasks that are
  // new. Absent: it belongs to no task. Unknown: its task is, `target` is not known yet, or ECS has
  // not answered; then why, with the cure. Forgets what no container of `scan` has to do with.
  void Attribute(const absl::optional<EcsTarget>& target, ContainerScan* scan);

 private:
  using Names = std::vector<std::string>;

  // Keeps what containers of `scan` have to do with, and notes which of their tasks are new.
  void Keep(const ContainerScan& scan);
  Reading<bool> IsDaemon(const Container& container) const;
  void AskSoon();
  void AskAboutTasks();
  void ReceiveTasks(const Names& asked, const std::vector<EcsTask>& tasks);
  void AskAboutServices();
  void ReceiveServices(const Names& asked, const std::vector<EcsService>& services);
  // Ends a round of questions.
  void Finish(const absl::Status& result);

  EcsClient* const ecs_;
  Clock* const clock_;
  const std::function<void()> changed_;
  absl::optional<EcsTarget> target_;
  // Tasks that are there, by ARN: the service that started each, empty if none did. None: not known
  // yet.
  std::map<std::string, absl::optional<std::string>> service_of_;
  // Services, by name; none: not known yet.
  std::map<std::string, absl::optional<bool>> is_daemon_;
  // Tasks and services that ECS did not know in this round.
  std::set<std::string> missing_;
  // Why what is not known is not.
  absl::Status why_;
  bool asking_ = false;
  int failures_ = 0;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_SERVICE_LOOKUP_H_
