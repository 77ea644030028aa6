#ifndef AGENT_SINK_STREAM_SERVICE_H_
#define AGENT_SINK_STREAM_SERVICE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "agent/sink/reply.h"
#include "agent/sink/snapshot_hub.h"
#include "grpcpp/support/byte_buffer.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What ECS was told. Called on the stream server's thread.
using PublicationSource = std::function<agent::v1::Publication()>;

// What the agent was told to do.
struct AgentSettings {
  // Whether it tells ECS.
  bool publishes = true;
  // Where it leases chips; none: it does not.
  absl::optional<std::string> lease_socket;
  // Whether it does everything for ECS but tell it.
  bool dry_run = false;
  // The flags that it was given: "--name=value".
  std::vector<std::string> flags;
};

// What the server has to say: the calls of neuron.agent.v1.NeuronAgent, as the .proto describes
// them, and of gRPC's health service. INVALID_ARGUMENT for a request that cannot be parsed. Knows
// nothing of sockets. One thread, but for the replies.
class StreamService {
 public:
  // WatchSnapshots calls, and health watches, that may be open at a time; one more fails with
  // RESOURCE_EXHAUSTED.
  static constexpr int kMaxWatches = 256;

  // `hub` must outlive the service and its replies.
  StreamService(const SnapshotHub* hub, PublicationSource publication, AgentSettings settings);

  std::unique_ptr<Reply> GetSnapshot(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> WatchSnapshots(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> GetInventory(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> GetPublication(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> GetSettings(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> CheckHealth(const grpc::ByteBuffer& request);
  std::unique_ptr<Reply> WatchHealth(const grpc::ByteBuffer& request);

 private:
  std::unique_ptr<Reply> Count(std::unique_ptr<Reply> watch);

  const SnapshotHub* const hub_;
  const PublicationSource publication_;
  const AgentSettings settings_;
  // One reference for each open watch.
  const std::shared_ptr<const bool> open_watches_ = std::make_shared<const bool>(true);
};

}  // namespace neuron

#endif  // AGENT_SINK_STREAM_SERVICE_H_
