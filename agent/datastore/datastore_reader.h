#ifndef AGENT_DATASTORE_DATASTORE_READER_H_
#define AGENT_DATASTORE_DATASTORE_READER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/base/process_id.h"
#include "agent/base/reading.h"
#include "agent/datastore/attaching_driver.h"
#include "agent/datastore/datastore_page.h"
#include "agent/device/driver_version.h"

namespace neuron {

// The chip whose datastores are read.
struct DatastoreChip {
  // The path of its device node.
  std::string node;
  // Where processes are, "/proc".
  std::string proc;
  // Of the driver (Inventory::generation).
  DriverVersion generation;
  // How many cores it has.
  std::size_t cores = 0;
};

// What one holder of the chip has counted. Absent: it has no datastore there (it is no runtime, or
// has not come so far).
struct HolderCounts {
  ProcessId holder;
  Reading<DatastoreCounts> counts;
};

// Reads the datastores of those that hold one chip, attached to it.
//
// The opt-in mode --datastore=attach and nothing else may use it; it is for chips that MayAttach()
// allows. What that costs: one of the chip's process slots, a place in neuron-ls, two lines in the
// kernel's log and 10 ms of the chip's lock for each time that it attaches and detaches again, and
// three records in the driver's ring of debug records for each datastore that is read. While it is
// attached root's write to `reset` does nothing, the module cannot be unloaded, and what the driver
// does when a chip's last user has left is put off.
//
// Therefore it stays attached from the first reading until nobody holds the chip any more. For as
// long as somebody does, a reset by root is refused and that clean-up is put off anyway, and so it
// costs the slot alone; attaching for each reading would flood the log and lock the chip each time.
// But the last holder's end must come here at once: Read({}), or Detach().
//
// On one thread at a time, which blocks for as long as the driver does.
class DatastoreReader {
 public:
  // After an attempt to attach that failed, for so long no other is made: each is a line of the
  // kernel's log, or a table of them.
  static constexpr absl::Duration kRetryAfter = absl::Minutes(1);

  // The driver is shared with readers that a stuck call has left behind.
  DatastoreReader(std::shared_ptr<AttachingDriver> driver, DatastoreChip chip);
  // Detaches.
  ~DatastoreReader();
  DatastoreReader(const DatastoreReader&) = delete;
  DatastoreReader& operator=(const DatastoreReader&) = delete;

  // Of each of the holders, in their order; detaches if there are none. `at` is of a clock that
  // never goes back.
  //
  // Counts are those of that very process: they are unknown if its datastore was another's before
  // they were copied in full, or its pid was. Fails as AttachingDriver::Attach(), and with the same
  // again until kRetryAfter has passed.
  absl::StatusOr<std::vector<HolderCounts>> Read(const std::vector<ProcessId>& holders,
                                                 absl::Duration at);

  // Nothing happens if it is not attached.
  void Detach();

  bool attached() const { return fd_ >= 0; }

 private:
  absl::Status Attach(absl::Duration at);
  Reading<DatastoreCounts> CountsOf(const ProcessId& holder) const;
  absl::StatusOr<DatastoreCounts> CountsAt(std::uint64_t offset, const ProcessId& holder) const;
  absl::Status IsStill(const ProcessId& holder) const;

  const std::shared_ptr<AttachingDriver> driver_;
  const DatastoreChip chip_;
  int fd_ = -1;
  // How the last attempt to attach went, and when.
  absl::Status attempt_;
  absl::Duration attempted_ = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_DATASTORE_DATASTORE_READER_H_
