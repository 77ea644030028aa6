#ifndef AGENT_AWS_ECS_CLIENT_H_
#define AGENT_AWS_ECS_CLIENT_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/credentials.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_target.h"
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

// The ECS calls about the attributes of one container instance, and about its tasks.
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
};

struct EcsClientOptions {
  // https://ecs.us-east-1.amazonaws.com (agent/aws/endpoint.h).
  std::string endpoint;
  std::string region;
  // For each attempt.
  absl::Duration timeout = absl::Seconds(10);
};

// The client that talks to ECS. Borrows what it is given.
std::unique_ptr<EcsClient> MakeEcsClient(EcsClientOptions options, HttpTransport* transport,
                                         CredentialsProvider* credentials, Clock* clock);

}  // namespace neuron

#endif  // AGENT_AWS_ECS_CLIENT_H_
