#ifndef AGENT_SNAPSHOT_PCI_VISITS_H_
#define AGENT_SNAPSHOT_PCI_VISITS_H_

#include "absl/time/time.h"
#include "agent/device/pci_side.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/round.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// When PCI is read, and what becomes of it: at first, each kPeriod, and once somebody says that it
// is due. Durations are of a clock that never goes back. Used on the loop's thread only.
class PciVisits {
 public:
  static constexpr absl::Duration kPeriod = absl::Minutes(1);

  // Both are borrowed; `source` is told how PCI fares.
  PciVisits(ChipLedger* ledger, SourceReport* source) : ledger_(ledger), source_(source) {}

  // PCI may be another than it was: it is due from then on.
  void Doubt(absl::Duration at);

  bool IsDue(absl::Duration at) const { return at >= due_; }

  // Adds a visit to this round of a pass that began then; what comes back late is taken in, too.
  void Plan(absl::Time began, absl::Duration at, Round* round);

  // Takes in what a round of a pass that began then brought, if it visited PCI.
  void Accept(const Round& round, absl::Time began);

 private:
  void Set(absl::Time read_at, const PciSide& pci);

  ChipLedger* const ledger_;
  SourceReport* const source_;
  absl::Duration due_ = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_PCI_VISITS_H_
