#ifndef AGENT_SINK_HEALTH_REPLY_H_
#define AGENT_SINK_HEALTH_REPLY_H_

#include "absl/types/optional.h"
#include "agent/sink/reply.h"
#include "agent/sink/snapshot_hub.h"
#include "proto/health.pb.h"

namespace neuron {

// Whether the stream has something to say: NOT_SERVING until the first snapshot and once the hub is
// closed, SERVING between.
grpc::health::v1::HealthCheckResponse HealthOf(const SnapshotHub& hub);

// The reply to the health service's Watch: the status now, then each change. CANCELLED once the hub
// is closed and that was said.
class HealthReply final : public Reply {
 public:
  // `hub` must outlive the reply.
  explicit HealthReply(const SnapshotHub* hub);

  Move Next() override;

 private:
  const SnapshotHub* const hub_;
  absl::optional<grpc::health::v1::HealthCheckResponse::ServingStatus> sent_;
};

}  // namespace neuron

#endif  // AGENT_SINK_HEALTH_REPLY_H_
