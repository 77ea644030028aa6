#include "agent/cli/standing_faults.h"

#include "absl/strings/str_cat.h"
#include "agent/device/pci_address.h"
#include "agent/health/sign.h"

namespace neuron {
namespace {

bool IsMemoryError(Ailment ailment) {
  return ailment == Ailment::kSramUncorrectable || ailment == Ailment::kHbmUncorrectable ||
         ailment == Ailment::kHbmRepairable;
}

void AddMissing(const Inventory& inventory, std::vector<Difference>* faults) {
  for (const MissingChip& missing : inventory.missing) {
    const std::string where =
        missing.function.has_value()
            ? absl::StrCat("of ", ToString(missing.function.value().address), ": ")
            : "";
    faults->push_back(
        {absl::nullopt, "missing_chip", "", absl::StrCat(where, missing.reason), Gravity::kGrave});
  }
}

void AddLinks(const Inventory& inventory, std::vector<Difference>* faults) {
  for (const Finding& finding : inventory.findings) {
    if (finding.code == FindingCode::kOtherTopology) {
      faults->push_back({absl::nullopt, "connected_devices", "", finding.text, Gravity::kGrave});
    }
  }
}

void AddChip(const ChipState& chip, bool is_counted, std::vector<Difference>* faults) {
  if (chip.health.verdict == Verdict::kUnknown) {
    faults->push_back({chip.index, chip.health.reason, "", chip.health.evidence, Gravity::kUntold});
  }
  for (const Sign& sign : chip.health.signs) {
    if (!is_counted || !IsMemoryError(sign.ailment)) {
      faults->push_back({chip.index, Word(sign.ailment), "", sign.raw, Gravity::kGrave});
    }
  }
}

}  // namespace

std::vector<Difference> StandingFaults(const Snapshot& snapshot, ChipSet counted) {
  std::vector<Difference> faults;
  AddMissing(*snapshot.inventory, &faults);
  AddLinks(*snapshot.inventory, &faults);
  for (const ChipState& chip : snapshot.chips) {
    AddChip(chip, counted.Contains(chip.index), &faults);
  }
  return faults;
}

}  // namespace neuron
