#ifndef AGENT_AWS_ECS_CLIENT_H_
#define AGENT_AWS_ECS_CLIENT_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/credentials.h"
#include "agent/aws/ecs_client_options.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_target.h"
#include "agent/aws/ecs_task_definition.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"

namespace neuron {

struct EcsAttribute {
  std::string name;
  std::string value;

  friend bool operator==(const EcsAttribute& a, const EcsAttribute& b) {
    return a.name == b.name && a.value == b.value;
  }
};

// A task as ECS itself knows it.
struct EcsTask {
  std::string arn;
  // "service:NAME" if a service started it; else as whoever started it said, "family:NAME" if
  // nothing.
  std::string group;
};

struct EcsService {
  std::string name;
  // Whether it runs one task on each instance.
  bool is_daemon = false;
};

// What ECS does with a container instance.
enum class InstanceStatus {
  // Sends it tasks.
  kActive,
  // Sends it no more, and stops those of services once others run elsewhere.
  kDraining,
  // Registers or deregisters it, or did.
  kOther,
};

// The ECS calls about one container instance and its attributes, and about its tasks.
//
// One call is one attempt, but for this: credentials that ECS refuses are fetched anew, and a wrong
// clock is corrected by the server's, each once and followed by a second attempt. When to try
// again after a failure is the caller's to decide. ECS takes at most 10 attributes a call.
//
// Callbacks come once, on the loop's thread and never from within the call. Destroying the client
// drops what is outstanding without a call.
class EcsClient {
 public:
  // Nothing: it is done.
  using WriteCallback = std::function<void(absl::optional<EcsError>)>;
  using ListCallback = std::function<void(absl::variant<std::vector<EcsAttribute>, EcsError>)>;
  using TasksCallback = std::function<void(absl::variant<std::vector<EcsTask>, EcsError>)>;
  using ServicesCallback = std::function<void(absl::variant<std::vector<EcsService>, EcsError>)>;
  using TaskDefinitionCallback = std::function<void(absl::variant<EcsTaskDefinition, EcsError>)>;
  using StatusCallback = std::function<void(absl::variant<InstanceStatus, EcsError>)>;

  // ECS takes no more in one call.
  static constexpr std::size_t kMostTasks = 100;
  static constexpr std::size_t kMostServices = 10;

  virtual ~EcsClient() = default;

  // Creates or replaces these attributes, leaving others alone.
  virtual void PutAttributes(const EcsTarget& target, const std::vector<EcsAttribute>& attributes,
                             WriteCallback done) = 0;

  // Deletes attributes by name.
  virtual void DeleteAttributes(const EcsTarget& target, const std::vector<std::string>& names,
                                WriteCallback done) = 0;

  // Every attribute of the instance, ECS's own included. Asks DescribeContainerInstances: ECS's
  // ListAttributes can only answer for the whole cluster, page by page.
  virtual void ListAttributes(const EcsTarget& target, ListCallback done) = 0;

  // Those of these tasks of the cluster that ECS knows, in no order. REQUIRES: 1 to kMostTasks.
  virtual void DescribeTasks(const EcsTarget& target, const std::vector<std::string>& arns,
                             TasksCallback done) = 0;

  // Those of these services of the cluster that ECS knows, in no order. REQUIRES: 1 to
  // kMostServices.
  virtual void DescribeServices(const EcsTarget& target, const std::vector<std::string>& names,
                                ServicesCallback done) = 0;

  // What the containers of "family:revision" are given, of any cluster. An error of kind
  // kPermanent, ClientException, if ECS knows no such revision.
  virtual void DescribeTaskDefinition(const EcsTarget& target, const std::string& name,
                                      TaskDefinitionCallback done) = 0;

  // What ECS does with the instance now. Asks DescribeContainerInstances.
  virtual void GetInstanceStatus(const EcsTarget& target, StatusCallback done) = 0;

  // Has ECS drain the instance, or send it tasks again. Asks UpdateContainerInstancesState; an
  // instance that is neither active nor draining is an error. REQUIRES: not kOther.
  virtual void SetInstanceStatus(const EcsTarget& target, InstanceStatus status,
                                 WriteCallback done) = 0;
};

// The client that talks to ECS. Borrows what it is given.
std::unique_ptr<EcsClient> MakeEcsClient(EcsClientOptions options, HttpTransport* transport,
                                         CredentialsProvider* credentials, Clock* clock);

}  // namespace neuron

#endif  // AGENT_AWS_ECS_CLIENT_H_
