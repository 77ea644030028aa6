#ifndef AGENT_SINK_STREAM_SERVER_H_
#define AGENT_SINK_STREAM_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/base/socket_claim.h"
#include "agent/sink/snapshot_hub.h"
#include "agent/sink/stream_service.h"

namespace neuron {

struct StreamOptions {
  // Whose members may connect, besides the agent's own user. Empty: that user's group.
  std::string group;
  // What GetSettings answers.
  AgentSettings settings;
};

// Serves neuron.agent.v1.NeuronAgent on a Unix socket, with gRPC's health and reflection services.
//
// All calls run on one thread that sleeps while nothing happens: gRPC's callback API has up to 16
// threads, which wake up every second (32 wake-ups a second on 128 CPUs), and its own health
// service brings them along. gRPC's memory is bounded.
//
// Destruction closes the hub, by which the streams end with UNAVAILABLE, cancels after 50 ms those
// whose clients do not listen, and then releases the claim. Make and destroy it on one thread.
class StreamServer {
 public:
  // Serves `hub`, which must outlive the server, at the claimed path. Clients can connect once
  // this returns. Fails as SocketClaim::Open, or with Unavailable if gRPC cannot bind.
  static absl::StatusOr<std::unique_ptr<StreamServer>> Start(SocketClaim claim, SnapshotHub* hub,
                                                             PublicationSource publication,
                                                             const StreamOptions& options);

  ~StreamServer();
  StreamServer(const StreamServer&) = delete;
  StreamServer& operator=(const StreamServer&) = delete;

 private:
  class Parts;
  StreamServer(SocketClaim claim, std::unique_ptr<Parts> parts);

  // In this order: the socket goes when nobody serves it any more.
  SocketClaim claim_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace neuron

#endif  // AGENT_SINK_STREAM_SERVER_H_
