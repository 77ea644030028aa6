#include "agent/health/memory_signs.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

constexpr EccTally kSram = EccTally::kSramUncorrected;
constexpr EccTally kHbm = EccTally::kHbmUncorrected;
constexpr EccTally kRepairable = EccTally::kHbmRepairable;

std::uint64_t RebasesOf(EccTally tally, const ChipUsage* usage) {
  if (usage == nullptr) {
    return 0;
  }
  const auto found =
      std::find_if(usage->rebases.begin(), usage->rebases.end(),
                   [&](const Rebase& rebase) { return !rebase.of_core && rebase.ecc == tally; });
  return found != usage->rebases.end() ? found->times : 0;
}

// None if that was not followed.
absl::optional<std::uint64_t> HeldBy(EccTally tally, const ChipUsage* usage) {
  if (usage == nullptr || !usage->errors_held[tally].has_value()) {
    return absl::nullopt;
  }
  return usage->errors_held[tally].value();
}

void RecordKind(EccTally tally, const ChipFacts& facts, MemoryRecord* record) {
  const Reading<std::uint64_t>& total = facts.counters->value().ecc[tally];
  if (!total.has_value()) {
    return;
  }
  MemoryRecord::Kind& kind = record->kinds[tally];
  const std::uint64_t rebases = RebasesOf(tally, facts.usage);
  if (kind.total.has_value() && rebases > kind.rebases) {
    kind.base = *kind.total;
  }
  kind.rebases = rebases;
  kind.total = total.value();
  kind.base = std::min(kind.base, *kind.total);
  kind.held = HeldBy(tally, facts.usage).value_or(kind.standing());
}

bool IsUnknown(EccTally tally, const ChipFacts& facts) {
  return facts.counters->value().ecc[tally].is_unknown();
}

bool IsHbmUnknown(const ChipFacts& facts) {
  return IsUnknown(kHbm, facts) || IsUnknown(kRepairable, facts);
}

std::string Went(EccTally tally, std::uint64_t from, std::uint64_t to) {
  return absl::StrCat(NodeOf(tally), " went from ", from, " to ", to);
}

std::string Stands(const MemoryRecord& record, EccTally tally) {
  return absl::StrCat(NodeOf(tally), " stands at ", record.kinds[tally].held);
}

void AddSram(const MemoryRecord& before, const MemoryRecord& after, SignSheet* sheet) {
  const std::uint64_t from = before.kinds[kSram].standing();
  const std::uint64_t to = after.kinds[kSram].standing();
  if (before.kinds[kSram].total.has_value() && to > from) {
    sheet->AddEvent(Ailment::kSramUncorrectable, SignSource::kSysfs, to - from,
                    Went(kSram, from, to));
  }
  if (after.kinds[kSram].held > 0) {
    sheet->AddState(Ailment::kSramUncorrectable, SignSource::kSysfs, Stands(after, kSram),
                    SignWeight::kMayBeOld);
  }
}

void AddNewHbm(const MemoryRecord& before, const MemoryRecord& after, SignSheet* sheet) {
  const std::uint64_t from = before.standing_hbm();
  const std::uint64_t to = after.standing_hbm();
  if (!before.kinds[kHbm].total.has_value() || to <= from) {
    return;
  }
  const auto standing = [](const MemoryRecord& record, EccTally tally) {
    return record.kinds[tally].standing();
  };
  const bool lasts = standing(after, kHbm) > standing(before, kHbm);
  sheet->AddEvent(
      lasts ? Ailment::kHbmUncorrectable : Ailment::kHbmRepairable, SignSource::kSysfs, to - from,
      absl::StrCat("uncorrected HBM errors went from ", from, " to ", to, ": ",
                   Went(kHbm, standing(before, kHbm), standing(after, kHbm)), ", ",
                   Went(kRepairable, standing(before, kRepairable), standing(after, kRepairable))));
}

void AddStandingHbm(const MemoryRecord& after, SignSheet* sheet) {
  const bool lasts = after.kinds[kHbm].held > 0;
  if (lasts || after.kinds[kRepairable].held > 0) {
    sheet->AddState(
        lasts ? Ailment::kHbmUncorrectable : Ailment::kHbmRepairable, SignSource::kSysfs,
        absl::StrCat(Stands(after, kHbm), ", ", Stands(after, kRepairable)), SignWeight::kMayBeOld);
  }
}

void AddCorrected(EccTally tally, const MemoryRecord& before, const MemoryRecord& after,
                  SignSheet* sheet) {
  const absl::optional<std::uint64_t>& from = before.kinds[tally].total;
  const absl::optional<std::uint64_t>& to = after.kinds[tally].total;
  if (from.has_value() && to > from) {
    sheet->AddEvent(Ailment::kCorrectedErrors, SignSource::kSysfs, *to - *from,
                    Went(tally, *from, *to));
  }
}

}  // namespace

MemoryRecord RecordMemory(const MemoryRecord& before, const ChipFacts& facts) {
  MemoryRecord after = before;
  for (const EccTally tally : {kSram, EccTally::kSramCorrected, EccTally::kHbmCorrected}) {
    RecordKind(tally, facts, &after);
  }
  if (!IsHbmUnknown(facts)) {
    RecordKind(kHbm, facts, &after);
    RecordKind(kRepairable, facts, &after);
  }
  return after;
}

void AddMemorySigns(const MemoryRecord& before, const MemoryRecord& after, const ChipFacts& facts,
                    SignSheet* sheet) {
  if (IsUnknown(kSram, facts)) {
    sheet->MarkUnseen(Ailment::kSramUncorrectable);
  } else {
    AddSram(before, after, sheet);
  }
  if (IsHbmUnknown(facts)) {
    sheet->MarkUnseen(Ailment::kHbmUncorrectable);
    sheet->MarkUnseen(Ailment::kHbmRepairable);
  } else {
    AddNewHbm(before, after, sheet);
    AddStandingHbm(after, sheet);
  }
  AddCorrected(EccTally::kSramCorrected, before, after, sheet);
  AddCorrected(EccTally::kHbmCorrected, before, after, sheet);
}

}  // namespace neuron
