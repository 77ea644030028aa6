#ifndef AGENT_SNAPSHOT_CHIP_LOOKS_H_
#define AGENT_SNAPSHOT_CHIP_LOOKS_H_

#include <functional>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/reader_crew.h"
#include "agent/device/chip_set.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/look_pace.h"

namespace neuron {

// Looks at the health of single chips as soon as somebody says that it may have changed, between
// the passes and during them: on a thread of its own, and only at what LookAtChip() reads.
//
// Chips that are wanted during a look are all looked at in the next. However much is wanted, looks
// begin no more often than once in kGap, and take, with what is made of them, no more than a
// quarter of the time once they have taken kBurst: at the start each chip is looked at, and one
// whose firmware has news right then does not wait. Used on the loop's thread only.
class ChipLooks {
 public:
  static constexpr absl::Duration kGap = absl::Milliseconds(10);
  static constexpr absl::Duration kBurst = absl::Milliseconds(250);

  // Which looks to make at these chips, asked as each look begins: one for a chip, or none.
  using Plan = std::function<std::vector<ChipVisit>(const ChipSet& chips)>;
  // What they brought: SilentChip() of a chip that did not answer within the deadline.
  using Done = std::function<void(std::vector<ChipReport> reports)>;

  // `clock` is borrowed. REQUIRES: neither function destroys this.
  ChipLooks(Clock* clock, ReaderCrew::Post post, absl::Duration deadline, Plan plan, Done done);

  // A look at this chip that begins from now on is wanted. What is no possible chip is ignored.
  void Want(int chip);

  // Whether a look at the chip was given up and is not back: it is not to be read.
  bool IsOut(int chip) const { return crew_.IsOut(chip); }

 private:
  void Begin();
  void Finish(std::vector<ChipReport> reports);

  const Plan plan_;
  const Done done_;
  ReaderCrew crew_;
  ChipSet wanted_;
  LookPace pace_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_LOOKS_H_
