#ifndef AGENT_CLI_DAEMON_CLIENT_H_
#define AGENT_CLI_DAEMON_CLIENT_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "proto/neuron_agent.grpc.pb.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The daemon, over its Unix socket.
//
// Every failure is one line with the socket's path and the cure. Unavailable: nobody answers there,
// the daemon has no snapshot yet, or it stopped. PermissionDenied: this user may not connect.
// DeadlineExceeded: it takes longer than the timeout. One thread.
class DaemonClient {
 public:
  // Connects: fails at once if nobody serves `socket`. `timeout` is for each answer.
  static absl::StatusOr<DaemonClient> Connect(const std::string& socket, absl::Duration timeout);

  absl::StatusOr<agent::v1::Snapshot> GetSnapshot();
  absl::StatusOr<agent::v1::Inventory> GetInventory();
  absl::StatusOr<agent::v1::Publication> GetPublication();
  absl::StatusOr<agent::v1::Settings> GetSettings();

  // Hands each snapshot to `take` until that fails or the daemon ends the stream; returns why.
  absl::Status Watch(bool changes_only,
                     const std::function<absl::Status(const agent::v1::Snapshot&)>& take);

 private:
  DaemonClient(std::string socket, absl::Duration timeout);

  absl::Status Explain(const grpc::Status& status) const;

  std::string socket_;
  absl::Duration timeout_;
  std::unique_ptr<agent::v1::NeuronAgent::Stub> stub_;
};

}  // namespace neuron

#endif  // AGENT_CLI_DAEMON_CLIENT_H_
