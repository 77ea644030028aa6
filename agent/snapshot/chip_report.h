#ifndef AGENT_SNAPSHOT_CHIP_REPORT_H_
#define AGENT_SNAPSHOT_CHIP_REPORT_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/device/answer_book.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"
#include "agent/device/driver.h"
#include "agent/device/host_paths.h"
#include "agent/device/inventory.h"
#include "agent/snapshot/chip_sampling.h"

namespace neuron {

// What to do on a visit to one chip.
struct ChipVisit {
  int index = 0;
  // Which chip of that index, of those that have come and gone: the planner's to choose.
  std::uint64_t appearance = 0;
  // ListedChip::inode of that one, and of which boot and driver version it is.
  std::uint64_t inode = 0;
  AnswerBook::Edition edition;
  // Its facts as known from before; may be null.
  std::shared_ptr<const Chip> known;
  // Whether to look for its sysfs nodes again even if `known` has them all.
  bool walk_again = false;
  // Whether to read the serial number again, although `known` has it, if the chip is ready: while
  // it is not, it has none to show.
  bool serial_number_again = false;
  // What the chip said by ioctl earlier, or why it was not asked.
  Reading<DeviceAnswers> answers;
  // Whether to open its device node and ask now; what comes of that takes the place of `answers`.
  // REQUIRES: `known` has a tree.
  bool ask = false;
  // Not OK: the chip is not visited, for this reason.
  absl::Status left_alone;
  // Which groups of counters to read besides the fast one, which if nothing was read of the chip's
  // nodes before, with what, and when. Null: with something that is made for this visit.
  CounterGroups groups;
  CounterGroups collected = CounterGroups(true);
  std::shared_ptr<ChipSampling> sampling;
  absl::Time now;
  // By which the visit is timed; null if it is not.
  const Clock* clock = nullptr;
  // Whether a new reader keeps its files open (agent/device/chip_reader.h).
  bool keep_open = false;
};

// What one visit brought.
struct ChipReport {
  // That of the visit.
  std::uint64_t appearance = 0;
  // Never null; `known` itself if nothing was read anew.
  std::shared_ptr<const Chip> chip;
  // Unknown if the chip's directory could not be walked, or a reading that began earlier did not
  // come back.
  Reading<ChipCounters> counters;
  // When that was, by the wall clock as the visit had it, and by the visit's own; and of two
  // reports of one appearance, the one with the greater turn has the later counters. 0 if it read
  // none.
  absl::Time read_at;
  absl::Duration sampled_at;
  std::uint64_t turn = 0;
  // Set if the chip was to be asked: what it said, or why it was not opened.
  absl::optional<absl::StatusOr<DeviceAnswers>> asked;
};

// Visits one chip: all of its blocking reads are in here, so this is what one slow chip can hold
// up. Facts that were known in full are not read again.
//
// Never opens the device unless told to, and then first of all, while what was known when the visit
// was planned still holds, and only if the chip is still the very one: one that came back meanwhile
// may not be set up.
ChipReport VisitChip(const HostPaths& host, Driver* driver, const ChipVisit& visit);

// Reads the fast group of a chip alone, at once, even between two groups of a visit to it. All else
// of the report is what was known when the look was planned. The counters are unknown, and the turn
// is 0, if a visit stands in the way: it did not let the look through, or it has found the chip
// with other nodes. REQUIRES: the visit has a sampling, and `known` has a tree.
ChipReport LookAtChip(const ChipVisit& visit);

// The report of a chip that did not come back: its facts as they were known, its counters unknown,
// as of now.
// What comes of asking it is not known yet: `asked` is not set.
ChipReport SilentChip(const ChipVisit& visit, const absl::Status& why);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_REPORT_H_
