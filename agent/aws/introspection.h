#ifndef AGENT_AWS_INTROSPECTION_H_
#define AGENT_AWS_INTROSPECTION_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/aws/ecs_target.h"
#include "agent/aws/introspected_task.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"

namespace neuron {

// Who this host is to ECS, out of the body of the ECS agent's /v1/metadata.
//
// Unavailable if the agent has not registered yet; DataLoss if it is not such a body.
absl::StatusOr<EcsTarget> ParseIntrospectionMetadata(absl::string_view json);

// The introspection API of the host's ECS agent. Never caches: the answer changes when the
// instance registers anew.
class Introspection {
 public:
  // `base_url` is http://localhost:51678 on a container instance. Borrows the transport.
  Introspection(std::string base_url, HttpTransport* transport);

  // Asks who this host is to ECS. Calls back once, never from within the call; destroying this
  // drops the call.
  //
  // Unavailable: the agent is down, fails, or has not registered yet, ask again later. DataLoss:
  // what answers there is no ECS agent.
  void GetTarget(std::function<void(absl::StatusOr<EcsTarget>)> callback);

  // Asks which tasks this host has. The rest is as for GetTarget().
  void GetTasks(std::function<void(absl::StatusOr<std::vector<IntrospectedTask>>)> callback);

 private:
  void Get(const char* path, std::function<void(absl::StatusOr<std::string>)> callback);

  std::string base_url_;
  HttpTransport* transport_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_AWS_INTROSPECTION_H_
