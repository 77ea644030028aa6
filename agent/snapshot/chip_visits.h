#ifndef AGENT_SNAPSHOT_CHIP_VISITS_H_
#define AGENT_SNAPSHOT_CHIP_VISITS_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/reader_crew.h"
#include "agent/device/chip_reader.h"
#include "agent/device/chip_set.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/chip_looks.h"
#include "agent/snapshot/round.h"

namespace neuron {

// Who visits the chips: each round all of them, and between and during rounds single ones that are
// said to have changed.
//
// A chip that is read elsewhere and has not come back is not read a second time, and one that did
// not answer is left alone (agent/snapshot/chip_breaker.h). A look that a visit stood in the way
// of, and one at a chip of which nothing is known yet, is made up for by a pass. Used on the loop's
// thread only.
class ChipVisits {
 public:
  struct Links {
    // A pass is to be made soon.
    std::function<void()> want_pass;
    // Looks brought this: never empty, and all of it newer than what was known.
    std::function<void(std::vector<ChipReport> looks)> tell;
  };

  // `ledger`, the rounds' `crew` and `clock` are borrowed.
  ChipVisits(ChipLedger* ledger, const ReaderCrew* crew, Clock* clock, ReaderCrew::Post post,
             absl::Duration deadline, Links links);

  // The health of this chip may have changed: a look is made at it as soon as may be.
  void Look(int chip) { looks_.Want(chip); }

  // Adds a visit of each chip to a round. `may_be_held`, `in_haste` and `wanted` are those of
  // ChipLedger::Conditions.
  void Plan(bool may_be_held, bool in_haste, const CounterGroups& wanted, Round* round);

  // What a round of visits changed and where it failed.
  struct Outcome {
    // How the descriptors of a chip are known.
    bool identities_changed = false;
    // OK, or why a chip that is still there was not read, and which.
    absl::Status status;
  };

  // Takes in what the round's visits brought.
  Outcome Accept(std::vector<Round::ChipResult>* results);

  // Fills in what was counted on each chip of the inventory, and which chip that is; `at` is the
  // time of what was not read. REQUIRES: the inventory of `findings` is there.
  void AddCounters(std::vector<Round::ChipResult>* results, absl::Time at,
                   Findings* findings) const;

 private:
  bool IsOut(int chip) const { return crew_->IsOut(chip) || looks_.IsOut(chip); }
  std::vector<ChipVisit> PlanLooks(const ChipSet& chips);
  void FinishLooks(std::vector<ChipReport> reports);
  bool AcceptLook(const ChipReport& report);
  void NoteAnswer(const ChipReport& report);

  ChipLedger* const ledger_;
  const ReaderCrew* const crew_;
  Clock* const clock_;
  const Links links_;
  ChipLooks looks_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_VISITS_H_
