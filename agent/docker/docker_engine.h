#ifndef AGENT_DOCKER_DOCKER_ENGINE_H_
#define AGENT_DOCKER_DOCKER_ENGINE_H_

#include <functional>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"
#include "agent/docker/docker_container.h"

namespace neuron {

// The Docker Engine API over its Unix socket; only questions.
//
// Callbacks come once, on the loop's thread and never from within the call; destroying this drops
// the calls. Failures, each with its cure where there is one: PermissionDenied (the socket is not
// ours to use), Unavailable (the engine is down, slow or fails), NotFound (no such container),
// FailedPrecondition (an engine older than API 1.24, Docker 1.12), DataLoss (no engine answers
// there, or it answers over 1 MiB).
class DockerEngine {
 public:
  // `socket_path` is /var/run/docker.sock as a rule. Borrows the transport.
  DockerEngine(std::string socket_path, HttpTransport* transport);

  // The containers that were created or run, by id, and their states. Those that ended are left
  // out.
  void List(std::function<void(absl::StatusOr<std::map<std::string, DockerState>>)> callback);

  void Inspect(absl::string_view id, std::function<void(absl::StatusOr<DockerContainer>)> callback);

  // How many containers were created, started, ended or removed in that time, by the wall clock.
  // The engine remembers its last 256 events.
  void CountEvents(absl::Time since, absl::Time until,
                   std::function<void(absl::StatusOr<int>)> callback);

 private:
  template <typename T>
  void Ask(absl::string_view target, absl::StatusOr<T> (*parse)(absl::string_view),
           std::function<void(absl::StatusOr<T>)> callback);

  absl::StatusOr<std::string> BodyOf(const absl::StatusOr<HttpResponse>& response) const;
  absl::Status NoAnswer(const absl::Status& failure) const;

  const std::string socket_path_;
  HttpTransport* const transport_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_DOCKER_DOCKER_ENGINE_H_
