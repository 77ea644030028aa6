#ifndef AGENT_SINK_WATCH_REPLY_H_
#define AGENT_SINK_WATCH_REPLY_H_

#include <memory>

#include "agent/sink/reply.h"
#include "agent/sink/snapshot_hub.h"

namespace neuron {

// The reply to WatchSnapshots: the hub's latest snapshot, then the one that is latest whenever the
// subscriber has taken the one before, so that a slow one skips. Capabilities go out only if the
// subscriber has not had just these. UNAVAILABLE once the hub is closed.
//
// Asks the hub each time that the subscriber may be sent something, and sends nothing that was made
// for an earlier wish. One that takes nothing for Demand::kLinger counts as gone meanwhile.
class WatchReply final : public Reply {
 public:
  // With `changes_only`, a snapshot goes out only if it differs from the last one that did. `hub`
  // must outlive the reply.
  WatchReply(const SnapshotHub* hub, bool changes_only);

  Move Next() override;

 private:
  bool IsNews(const std::shared_ptr<const EncodedSnapshot>& latest) const;

  const SnapshotHub* const hub_;
  const bool changes_only_;
  std::shared_ptr<const EncodedSnapshot> sent_;
};

}  // namespace neuron

#endif  // AGENT_SINK_WATCH_REPLY_H_
