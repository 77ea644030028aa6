// Serves the example host on a Unix socket until it is killed: example_server SOCKET MILLISECONDS.
//
// Every so many milliseconds there is a new snapshot. In the odd ones (the first is 1) pid 4711
// holds chips 4 to 7, in the even ones it has ended and they are free.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "agent/sink/stream_server.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

std::shared_ptr<const Snapshot> MakeSnapshot(std::uint64_t sequence) {
  auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
  snapshot->sequence = sequence;
  if (sequence % 2 == 1) {
    return snapshot;
  }
  snapshot->evidence.holders.holders.erase(snapshot->evidence.holders.holders.begin());
  for (const int chip : {4, 5, 6, 7}) {
    snapshot->chips[chip].allocation = {Occupancy::kFree, {}, {}, absl::OkStatus()};
    snapshot->free.Add(chip);
  }
  return snapshot;
}

agent::v1::Publication MakePublication() {
  agent::v1::Publication publication;
  publication.set_cluster("example");
  return publication;
}

int Serve(const char* socket, std::chrono::milliseconds interval) {
  absl::StatusOr<SocketClaim> claim = SocketClaim::Take(socket);
  if (!claim.ok()) {
    std::fprintf(stderr, "%s\n", claim.status().ToString().c_str());
    return 1;
  }
  SnapshotHub hub("example");
  // Before clients can connect, so that they find it healthy.
  hub.Publish(MakeSnapshot(1));
  const auto server = StreamServer::Start(*std::move(claim), &hub, MakePublication, {});
  if (!server.ok()) {
    std::fprintf(stderr, "%s\n", server.status().ToString().c_str());
    return 1;
  }
  for (std::uint64_t sequence = 2;; ++sequence) {
    std::this_thread::sleep_for(interval);
    hub.Publish(MakeSnapshot(sequence));
  }
}

}  // namespace
}  // namespace neuron

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: example_server SOCKET MILLISECONDS\n");
    return 2;
  }
  return neuron::Serve(argv[1], std::chrono::milliseconds(std::atoi(argv[2])));
}
