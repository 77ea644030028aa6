#ifndef AGENT_SNAPSHOT_SNAPSHOT_POOL_H_
#define AGENT_SNAPSHOT_SNAPSHOT_POOL_H_

#include <cstddef>
#include <memory>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// Where snapshots come from, and where they go back to once nobody reads them any more: the next
// one is written over the chips of an old one, by far the greatest part of it. Any thread; the last
// reader of a snapshot may be on any, and may let go of it after the pool has gone.
class SnapshotPool {
 public:
  // How many wait to be written again; any more are freed. The latest one and the one that is being
  // made change places, and a reader that is slow keeps a third.
  static constexpr std::size_t kSpare = 2;

  SnapshotPool();
  ~SnapshotPool();
  SnapshotPool(const SnapshotPool&) = delete;
  SnapshotPool& operator=(const SnapshotPool&) = delete;

  // A sheet to write on: a new snapshot, but that `chips` may still be there from an old one, to be
  // written over.
  std::unique_ptr<Snapshot> Take();

  // Not to be changed any more; it comes back here. REQUIRES: not null.
  std::shared_ptr<const Snapshot> Seal(std::unique_ptr<Snapshot> sheet);

 private:
  class Spares;
  const std::shared_ptr<Spares> spares_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SNAPSHOT_POOL_H_
