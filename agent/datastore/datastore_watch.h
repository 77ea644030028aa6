#ifndef AGENT_DATASTORE_DATASTORE_WATCH_H_
#define AGENT_DATASTORE_DATASTORE_WATCH_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/process_id.h"
#include "agent/base/reader_crew.h"
#include "agent/datastore/attaching_driver.h"
#include "agent/datastore/datastore_reader.h"

namespace neuron {

// Reads the datastores of a host's chips every so often, and lets go of a chip as soon as nobody
// holds it. Made for --datastore=attach only; DatastoreReader says what it costs.
//
// On the loop's thread, which never waits: the driver does so on a thread of its own, and one that
// is stuck with a chip (an open during a reset) costs that thread and that chip.
class DatastoreWatch {
 public:
  struct Pace {
    // From one reading of a chip to the next.
    absl::Duration period = absl::Seconds(10);
    // After so long a chip is given up, until the driver has come back from it.
    absl::Duration deadline = absl::Seconds(1);
  };

  // A chip as it is now.
  struct Subject {
    int chip = 0;
    // Another for another chip in its place: what is attached to the old one is let go.
    std::uint64_t appearance = 0;
    DatastoreChip place;
    // MayAttach(): while it is not OK the chip is left alone, neither read nor detached from.
    absl::Status allowed;
    // The processes with full-access descriptors, pids of the first pid namespace, without the
    // agent itself: once attached it is one of them.
    std::vector<ProcessId> holders;
  };

  // What the chip's holders have counted, as of about `at` (Clock::Monotonic() when the round of
  // readings began); DeadlineExceeded if it was given up, else as DatastoreReader::Read().
  using Counts = absl::StatusOr<std::vector<HolderCounts>>;
  using Heard = std::function<void(int chip, const Counts& counts, absl::Duration at)>;

  // `clock` is borrowed. `heard` is called on the loop's thread, and may call Follow().
  DatastoreWatch(Clock* clock, ReaderCrew::Post post, std::shared_ptr<AttachingDriver> driver,
                 Pace pace, Heard heard);
  // Does not wait for readings that are under way. What is still attached is detached from soon
  // after, by the thread that is the last to have to do with it: 10 ms a chip.
  ~DatastoreWatch();
  DatastoreWatch(const DatastoreWatch&) = delete;
  DatastoreWatch& operator=(const DatastoreWatch&) = delete;

  // All chips of the host. To be called at each look at who holds what, and at once when a holder
  // ends: chips that nobody holds, and those that are not among them any more, are detached from;
  // others are read if they are due. While readings are under way, as soon as these are back.
  void Follow(std::vector<Subject> subjects);

  // Whether the driver is being asked just now.
  bool busy() const { return busy_; }

 private:
  struct Kept {
    std::uint64_t appearance = 0;
    std::shared_ptr<DatastoreReader> reader;
    absl::Duration read_at = -absl::InfiniteDuration();
  };
  // A reading that is under way.
  struct Pending {
    int chip;
    // Written by the crew's thread; read once that is back in time.
    std::shared_ptr<Counts> counts;
  };

  void LookAgain();
  void Begin();
  void End(const std::vector<absl::Status>& statuses);
  // Detaching from the chips that are not to be attached to any more.
  std::vector<ReaderCrew::Read> PlanToLeave();
  bool IsToStay(int chip, const Kept& kept) const;
  // Readings that are due; fills pending_.
  std::vector<ReaderCrew::Read> PlanToRead();
  bool IsDue(const Subject& subject) const;
  ReaderCrew::Read Task(int chip, std::function<void()> run);

  Clock* const clock_;
  const std::shared_ptr<AttachingDriver> driver_;
  const Pace pace_;
  const Heard heard_;
  ReaderCrew crew_;
  std::vector<Subject> subjects_;
  // Chips that are or may be attached to, and when they were read.
  std::map<int, Kept> kept_;
  // The readings of the round that is under way, in its order, and when it began; none if that
  // detaches.
  std::vector<Pending> pending_;
  absl::Duration began_;
  bool busy_ = false;
  // Whether there is more to do after that round.
  bool again_ = false;
};

}  // namespace neuron

#endif  // AGENT_DATASTORE_DATASTORE_WATCH_H_
