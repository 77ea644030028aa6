#ifndef AGENT_SNAPSHOT_CHIP_REPORT_H_
#define AGENT_SNAPSHOT_CHIP_REPORT_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
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
  // What the chip said by ioctl earlier, or why it was not asked.
  Reading<DeviceAnswers> answers;
  // Whether to open its device node and ask now; what comes of that takes the place of `answers`.
  // REQUIRES: `known` has a tree.
  bool ask = false;
  // Not OK: the chip is not visited, for this reason.
  absl::Status left_alone;
  // Which counters to read, with what and when; all, and a new reader, if there is none or it is of
  // another tree.
  CounterGroups groups;
  std::shared_ptr<ChipSampling> sampling;
  absl::Time now;
  // Whether a new reader keeps its files open (agent/device/chip_reader.h).
  bool keep_open = false;
};

// What one visit brought.
struct ChipReport {
  // That of the visit.
  std::uint64_t appearance = 0;
  // Never null; `known` itself if nothing was read anew.
  std::shared_ptr<const Chip> chip;
  // Unknown if the chip's directory could not be walked.
  Reading<ChipCounters> counters;
  // What the next visit reads with; null if the directory could not be walked. Of a chip that did
  // not come back, that of the visit.
  std::shared_ptr<ChipSampling> sampling;
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

// The report of a chip that did not come back: its facts as they were known, its counters unknown.
// What comes of asking it is not known yet: `asked` is not set.
ChipReport SilentChip(const ChipVisit& visit, const absl::Status& why);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_REPORT_H_
