#ifndef AGENT_SINK_SNAPSHOT_HUB_H_
#define AGENT_SINK_SNAPSHOT_HUB_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agent/sink/encoded_snapshot.h"
#include "agent/snapshot/demand.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// Is told of each new snapshot.
class SnapshotReader {
 public:
  virtual ~SnapshotReader() = default;

  // There is news: hub.Latest() is new, or hub.closed() is true. Called on the publisher's thread,
  // which waits: return soon.
  virtual void OnNews() = 0;
};

// Holds the latest snapshot for whoever wants it.
//
// One slot, no queue: a reader that is slow skips to the latest, and nobody waits for it. Any
// thread may call anything.
class SnapshotHub {
 public:
  // `agent_version` goes into each message. `demand` is borrowed; null where all is always read.
  explicit SnapshotHub(std::string agent_version, Demand* demand = nullptr);
  SnapshotHub(const SnapshotHub&) = delete;
  SnapshotHub& operator=(const SnapshotHub&) = delete;

  // Makes `snapshot` the latest and tells the readers. It is encoded only if one of them asks.
  // REQUIRES: not null.
  void Publish(std::shared_ptr<const Snapshot> snapshot);

  // Null until the first.
  std::shared_ptr<const EncodedSnapshot> Latest() const;

  // A reader wants the counters of chips: the wish that a snapshot is to be made for
  // (Snapshot::wish); 0, which all are, without a demand.
  std::uint64_t Ask() const;

  // Tells the readers, once, that nothing will come any more.
  void Close();
  bool closed() const;

  // Tells `reader` from now on, for as long as it lives; not of what is there already.
  void Subscribe(std::weak_ptr<SnapshotReader> reader);

 private:
  void Tell();

  const std::string agent_version_;
  Demand* const demand_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::shared_ptr<const EncodedSnapshot> latest_;
  bool closed_ = false;
  std::vector<std::weak_ptr<SnapshotReader>> readers_;
};

}  // namespace neuron

#endif  // AGENT_SINK_SNAPSHOT_HUB_H_
