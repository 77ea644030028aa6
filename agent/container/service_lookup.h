#ifndef AGENT_CONTAINER_SERVICE_LOOKUP_H_
#define AGENT_CONTAINER_SERVICE_LOOKUP_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/base/reading.h"
#include "agent/container/container.h"
#include "agent/container/question_list.h"

namespace neuron {

// Finds out of which containers the task is of a DAEMON service, by asking ECS.
//
// Asks about all tasks that are new at once, and about each once: neither a task's service nor a
// service's strategy ever changes. Needs ecs:DescribeTasks and ecs:DescribeServices. On the loop's
// thread.
//
// A task's name can come from a label, which anybody may write. So only names that can
// be of a task of this cluster (CheckTaskOf) are asked about; one that ECS refuses or does not know
// is set aside as a QuestionList does, and hinders no other. A failure that is not of
// a name is of all: then asks again ever more rarely, down to once in 10 min. Calls come one after
// the other, and no more than kMostCalls in each 5 s.
class ServiceLookup {
 public:
  static constexpr int kMostCalls = 20;

  // Borrows the client and the clock. `changed` is called when there are answers, or a new reason
  // why there are none; it must not destroy this.
  ServiceLookup(EcsClient* ecs, Clock* clock, std::function<void()> changed);

  // Fills in `daemon_service` of every container by its `task`, and asks soon about tasks that are
  // new, or were set aside for long enough: call it again and again. Absent: it belongs to no task.
  // Unknown: its task is, or is not one of `target`'s cluster, `target` is not known yet, or ECS
  // has not answered; then why, with the cure. Forgets answers that no container of `scan` needs.
  void Attribute(const absl::optional<EcsTarget>& target, ContainerScan* scan);

 private:
  using Names = QuestionList::Names;

  // Keeps what containers of `scan` have to do with, and notes which of their tasks are new.
  void Keep(const ContainerScan& scan);
  Reading<bool> IsDaemon(const Container& container) const;
  // Why there is no answer about this name.
  absl::Status Why(const QuestionList& questions, const std::string& name) const;
  void AskSoon();
  void BeginRound();
  // Goes on, after a pause if there were many calls.
  void AskNext();
  void Ask();
  void AskAboutTasks(const Names& arns);
  void ReceiveTasks(const Names& asked, const std::vector<EcsTask>& tasks);
  void AskAboutServices(const Names& names);
  void ReceiveServices(const Names& asked, const std::vector<EcsService>& services);
  // Sets aside those of `asked` that are still without an answer.
  template <typename Answers>
  void SetAsideUnknown(const Names& asked, const Answers& answers, QuestionList* questions);
  void Fail(const EcsError& error, const Names& asked, QuestionList* questions);
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
  QuestionList task_questions_{EcsClient::kMostTasks};
  QuestionList service_questions_{EcsClient::kMostServices};
  // Why what is neither known nor set aside is not.
  absl::Status why_;
  bool asking_ = false;
  // Calls in the 5 s that end at `window_end_`.
  int calls_ = 0;
  absl::Duration window_end_ = -absl::InfiniteDuration();
  int failures_ = 0;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_SERVICE_LOOKUP_H_
