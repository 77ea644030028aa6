#include "agent/snapshot/pci_visits.h"

#include <algorithm>

namespace neuron {

void PciVisits::Doubt(absl::Duration at) { due_ = std::min(due_, at); }

void PciVisits::Plan(absl::Time began, absl::Duration at, Round* round) {
  due_ = at + kPeriod;
  round->AddPci([this, began](const PciSide& pci) { Set(began, pci); });
}

void PciVisits::Accept(const Round& round, absl::Time began) {
  if (!round.pci().has_value()) {
    return;
  }
  const absl::StatusOr<PciSide>& pci = *round.pci();
  if (pci.ok()) {
    Set(began, *pci);
  } else {
    ledger_->SetPciUnknown(pci.status());
    source_->status = pci.status();
  }
}

void PciVisits::Set(absl::Time read_at, const PciSide& pci) {
  ledger_->SetPci(pci);
  source_->status = pci.functions.status();
  source_->last_success = source_->status.ok() ? read_at : source_->last_success;
}

}  // namespace neuron
