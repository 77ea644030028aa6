#ifndef AGENT_DOCKER_DOCKER_CONTAINER_H_
#define AGENT_DOCKER_DOCKER_CONTAINER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron {

enum class DockerState {
  // Made, and never started so far.
  kCreated,
  // Has processes, or is about to again: running, paused, restarting.
  kRunning,
  // exited, dead, removing.
  kEnded,
};

// What Docker says of one container.
struct DockerContainer {
  // 64 hex digits.
  std::string id;
  std::string name;
  DockerState state = DockerState::kEnded;
  // Why it could not be started, if that was tried.
  std::string start_error;
  absl::Time created_at;
  bool privileged = false;
  // The device nodes that it was given, by their paths on the host. Docker does not see those that
  // come by a bind mount, an OCI hook or `privileged`.
  std::vector<std::string> devices;
  std::map<std::string, std::string> labels;

  friend bool operator==(const DockerContainer& a, const DockerContainer& b) {
    return a.id == b.id && a.name == b.name && a.state == b.state &&
           a.start_error == b.start_error && a.created_at == b.created_at &&
           a.privileged == b.privileged && a.devices == b.devices && a.labels == b.labels;
  }
};

// The body of /containers/<id>/json. DataLoss if it is not such a body, or lacks what every
// container has: its id, state and time of creation.
absl::StatusOr<DockerContainer> ParseDockerContainer(absl::string_view json);

// The body of /containers/json: states by id. DataLoss if it is not such a body.
absl::StatusOr<std::map<std::string, DockerState>> ParseDockerList(absl::string_view json);

// The body of /events, a JSON object a line: how many containers were created, started, ended or
// removed. DataLoss if it is not such a body.
absl::StatusOr<int> CountDockerEvents(absl::string_view lines);

}  // namespace neuron

#endif  // AGENT_DOCKER_DOCKER_CONTAINER_H_
