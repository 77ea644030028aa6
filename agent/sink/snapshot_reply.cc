#include "agent/sink/snapshot_reply.h"

#include <memory>

namespace neuron {

SnapshotReply::SnapshotReply(const SnapshotHub* hub) : hub_(hub), wish_(hub->Ask()) {}

Reply::Move SnapshotReply::Next() {
  if (sent_) {
    return End(grpc::Status::OK);
  }
  const std::shared_ptr<const EncodedSnapshot> latest = hub_->Latest();
  if (latest->wish() >= wish_) {
    sent_ = true;
    return Send(latest->message());
  }
  return hub_->closed() ? End(grpc::Status(grpc::StatusCode::UNAVAILABLE, "the agent is stopping"))
                        : Wait();
}

}  // namespace neuron
