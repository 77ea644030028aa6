#ifndef AGENT_ECS_LOOKUPS_H_
#define AGENT_ECS_LOOKUPS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/container/container.h"
#include "agent/container/family_book.h"
#include "agent/container/service_lookup.h"
#include "agent/container/task_definition_lookup.h"
#include "agent/container/task_word.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What ECS itself is asked about the containers and tasks of the host, once it is known who the
// host is. Loop's thread.
class EcsLookups {
 public:
  struct Links {
    // Borrowed.
    Clock* clock;
    // For whom the ECS agent works.
    std::function<absl::StatusOr<std::unique_ptr<EcsClient>>(const EcsTarget&)> make_client;
    // From [0, 1), for jitter.
    std::function<double()> random01;
    // Called when there are answers, or another word on why there are none; must not destroy this.
    std::function<void()> changed;
  };

  explicit EcsLookups(Links links);

  // As ServiceLookup::Attribute. Without a client, nothing is filled in.
  void Attribute(const TaskWord& word, ContainerScan* scan);

  // As TaskDefinitionLookup::Learn. Without a client there is no news.
  bool Learn(const TaskWord& word, const std::vector<std::string>& observers,
             const TaskDefinitionLookup::Judge& judge, FamilyBook* book);

  // How that fares which Learn() asks for.
  SourceReport Definitions() const;

 private:
  // Makes a client for the target, unless that was done, or failed, before.
  void Meet(const absl::optional<EcsTarget>& target);

  const Links links_;
  absl::optional<EcsTarget> target_;
  // Why there is no client.
  absl::Status no_client_;
  std::unique_ptr<EcsClient> ecs_;
  std::unique_ptr<ServiceLookup> services_;
  std::unique_ptr<TaskDefinitionLookup> definitions_;
};

}  // namespace neuron

#endif  // AGENT_ECS_LOOKUPS_H_
