#include "agent/health/pci_signs.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/device/pci_function.h"

namespace neuron {
namespace {

void RecordCount(const Reading<std::uint64_t>& count, absl::optional<std::uint64_t>* record) {
  if (count.has_value()) {
    *record = count.value();
  }
}

void AddErrors(const char* kind, const absl::optional<std::uint64_t>& from,
               const absl::optional<std::uint64_t>& to, SignSheet* sheet) {
  if (from.has_value() && to > from) {
    sheet->AddEvent(Ailment::kPciErrors, SignSource::kPci, *to - *from,
                    absl::StrCat("PCI's ", kind, " errors went from ", *from, " to ", *to));
  }
}

template <typename T>
bool IsLess(const Reading<T>& a, const Reading<T>& b) {
  return a.has_value() && b.has_value() && a.value() < b.value();
}

// The slowest link of the other chips of its type; absent if none is known.
Reading<double> SlowestSister(const ChipFacts& facts, ChipType type) {
  Reading<double> slowest;
  if (facts.sisters == nullptr) {
    return slowest;
  }
  for (const Chip& sister : *facts.sisters) {
    if (sister.index == facts.chip->index || !sister.pci.has_value() ||
        sister.pci.value().type != type) {
      continue;
    }
    const Reading<double>& speed = sister.pci.value().link.speed_gts;
    if (!slowest.has_value() || IsLess(speed, slowest)) {
      slowest = speed.has_value() ? speed : slowest;
    }
  }
  return slowest;
}

void AddLink(const ChipFacts& facts, SignSheet* sheet) {
  const PciFunction& function = facts.chip->pci.value();
  const PciLink& link = function.link;
  const PciLink& widest = function.widest_link;
  if (link.width.is_unknown() || link.speed_gts.is_unknown()) {
    sheet->MarkUnseen(Ailment::kLinkDegraded);
  }
  const Reading<double> sister = SlowestSister(facts, function.type);
  if (IsLess(link.width, widest.width)) {
    sheet->AddState(Ailment::kLinkDegraded, SignSource::kPci,
                    absl::StrCat("the PCI link has ", link.width.value(), " of ",
                                 widest.width.value(), " lanes"));
  } else if (IsLess(link.speed_gts, widest.speed_gts) && IsLess(link.speed_gts, sister)) {
    sheet->AddState(
        Ailment::kLinkDegraded, SignSource::kPci,
        absl::StrCat("the PCI link runs at ", link.speed_gts.value(), " of ",
                     widest.speed_gts.value(), " GT/s, no other chip's below ", sister.value()));
  }
}

}  // namespace

PciRecord RecordPci(const PciRecord& before, const ChipFacts& facts) {
  PciRecord after = before;
  if (facts.chip->pci.has_value()) {
    RecordCount(facts.chip->pci.value().errors.nonfatal, &after.nonfatal);
    RecordCount(facts.chip->pci.value().errors.fatal, &after.fatal);
  }
  return after;
}

void AddPciSigns(const PciRecord& before, const PciRecord& after, const ChipFacts& facts,
                 SignSheet* sheet) {
  AddErrors("nonfatal", before.nonfatal, after.nonfatal, sheet);
  AddErrors("fatal", before.fatal, after.fatal, sheet);
  if (facts.chip->pci.has_value()) {
    AddLink(facts, sheet);
  } else {
    sheet->MarkUnseen(Ailment::kLinkDegraded);
  }
}

}  // namespace neuron
