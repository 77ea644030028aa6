#ifndef AGENT_CONTAINER_TASK_DIRECTORY_H_
#define AGENT_CONTAINER_TASK_DIRECTORY_H_

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/introspection.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/container/container.h"
#include "agent/container/last_words.h"
#include "agent/container/task_word.h"
#include "agent/docker/docker_watch.h"

namespace neuron {

// Knows the ECS tasks of this host: what the ECS agent last said, and when.
//
// Asks it at once, and then every 2 s, since a task that becomes PENDING is to be known before it
// has its chips; sooner when a container appears that the answer does not list, but at most once a
// second. While the agent does not answer, the last answer stands, and the questions become rarer,
// down to one a minute. On the loop's thread.
class TaskDirectory {
 public:
  // Borrows what it is given. `docker` may be null: then Docker's labels are not known. `changed`
  // is called when the answer, or whether there is one, is not what it was; it must not destroy
  // this.
  TaskDirectory(Introspection* introspection, const DockerWatch* docker, Clock* clock,
                std::function<void()> changed);

  const TaskWord& word() const { return word_; }

  // Fills in whose each container is (agent/container/attribution.h; of those that have gone, as
  // last_words.h says), and asks soon if one of those that are there is not listed.
  void Attribute(ContainerScan* scan);

  // By the last answer; none if it does not list the task, or never came.
  absl::optional<TaskStatus> StatusOf(absl::string_view task_arn) const;

 private:
  void Ask();
  void AskForTarget();
  void Receive(const absl::StatusOr<std::vector<IntrospectedTask>>& tasks);
  // Notes those of `scan` that are not listed, and forgets all others.
  void MeetStrangers(const ContainerScan& scan);
  void AskAgainLater();
  absl::Duration NextQuestion() const;

  Introspection* const introspection_;
  const DockerWatch* const docker_;
  Clock* const clock_;
  const std::function<void()> changed_;
  TaskWord word_;
  LastWords last_words_;
  // Ids of containers that are not listed.
  std::set<std::string> strangers_;
  // Whether one of them has come since the last question.
  bool has_met_others_ = false;
  bool asking_ = false;
  absl::Duration asked_at_;
  // Questions without an answer, in a row.
  int failures_ = 0;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_TASK_DIRECTORY_H_
