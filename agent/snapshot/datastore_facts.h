#ifndef AGENT_SNAPSHOT_DATASTORE_FACTS_H_
#define AGENT_SNAPSHOT_DATASTORE_FACTS_H_

#include "absl/types/optional.h"
#include "agent/device/inventory.h"
#include "agent/snapshot/snapshot.h"
#include "agent/usage/datastore_meter.h"

namespace neuron {

// What runtimes count where only the attached can read it. Used on the loop's thread only.
class DatastoreFacts {
 public:
  virtual ~DatastoreFacts() = default;

  // As last known of this very chip. None before the first look that concluded with it, and where
  // the driver shows the same in sysfs.
  virtual absl::optional<DatastoreSigns> SignsOf(const Chip& chip) const = 0;

  // What the latest look comes to, whether that is told to others or not.
  virtual void Conclude(const Snapshot& snapshot) = 0;

  // This process has surely ended: a look that says otherwise began before.
  virtual void NoteExit(int pid) = 0;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_DATASTORE_FACTS_H_
