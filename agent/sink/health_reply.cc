#include "agent/sink/health_reply.h"

#include "agent/sink/byte_message.h"

namespace neuron {

using grpc::health::v1::HealthCheckResponse;

HealthCheckResponse HealthOf(const SnapshotHub& hub) {
  HealthCheckResponse response;
  const bool serving = hub.Latest() != nullptr && !hub.closed();
  response.set_status(serving ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING);
  return response;
}

HealthReply::HealthReply(const SnapshotHub* hub) : hub_(hub) {}

Reply::Move HealthReply::Next() {
  const HealthCheckResponse response = HealthOf(*hub_);
  if (sent_ != response.status()) {
    sent_ = response.status();
    return Send(Pack(response));
  }
  return hub_->closed() ? End(grpc::Status(grpc::StatusCode::CANCELLED, "the agent is stopping"))
                        : Wait();
}

}  // namespace neuron
