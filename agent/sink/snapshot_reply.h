#ifndef AGENT_SINK_SNAPSHOT_REPLY_H_
#define AGENT_SINK_SNAPSHOT_REPLY_H_

#include <cstdint>

#include "agent/sink/reply.h"
#include "agent/sink/snapshot_hub.h"

namespace neuron {

// The reply to GetSnapshot: the hub's latest snapshot, in which nothing of a chip that answers is
// older than the period at which it is read. After a time in which nobody asked, that is the one of
// the pass that this starts. UNAVAILABLE once the hub is closed.
class SnapshotReply final : public Reply {
 public:
  // Asks. `hub` must outlive the reply, and has a snapshot.
  explicit SnapshotReply(const SnapshotHub* hub);

  Move Next() override;

 private:
  const SnapshotHub* const hub_;
  const std::uint64_t wish_;
  bool sent_ = false;
};

}  // namespace neuron

#endif  // AGENT_SINK_SNAPSHOT_REPLY_H_
