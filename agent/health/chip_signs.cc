#include "agent/health/chip_signs.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/counters.h"
#include "agent/device/readiness.h"

namespace neuron {
namespace {

absl::optional<absl::Duration> LostSince(const ChipRecord& before, const ChipFacts& facts,
                                         absl::Duration at) {
  if (facts.chip->serial_number.has_value() || !before.serial_number.has_value() ||
      !IsReady(*facts.counters)) {
    return absl::nullopt;
  }
  return before.serial_lost_since.value_or(at);
}

void AddReset(const Reading<ResetState>& state, SignSheet* sheet) {
  if (state.has_value() && state.value() == ResetState::kInvalid) {
    sheet->AddState(Ailment::kResetFailed, SignSource::kSysfs, "reset reads 2",
                    SignWeight::kConclusive);
  } else if (!state.has_value() || state.value() == ResetState::kResetting) {
    sheet->MarkUnseen(Ailment::kResetFailed);
  }
}

void AddSerial(const ChipRecord& before, const ChipRecord& after, const ChipFacts& facts,
               absl::Duration at, SignSheet* sheet) {
  if (IsAnotherChip(before, facts)) {
    sheet->AddEvent(Ailment::kSerialChanged, SignSource::kSysfs, 1,
                    absl::StrCat("serial_number was ", *before.serial_number, " and is ",
                                 facts.chip->serial_number.value()));
  }
  if (after.serial_lost_since.has_value() && at - *after.serial_lost_since >= kSerialLostAfter) {
    sheet->AddState(Ailment::kSerialLost, SignSource::kSysfs,
                    absl::StrCat("serial_number was ", *after.serial_number,
                                 " and cannot be read although reset reads 1"));
  }
  if (!facts.chip->serial_number.has_value() && !IsReady(*facts.counters)) {
    sheet->MarkUnseen(Ailment::kSerialLost);
  }
}

void MarkCountersUnseen(SignSheet* sheet) {
  for (const Ailment ailment :
       {Ailment::kResetFailed, Ailment::kSramUncorrectable, Ailment::kHbmUncorrectable,
        Ailment::kHbmRepairable, Ailment::kUnhealthyComponents, Ailment::kUnreachable,
        Ailment::kHeartbeatStuck}) {
    sheet->MarkUnseen(ailment);
  }
}

}  // namespace

bool IsAnotherChip(const ChipRecord& record, const ChipFacts& facts) {
  const Reading<std::string>& serial = facts.chip->serial_number;
  return record.serial_number.has_value() && serial.has_value() &&
         *record.serial_number != serial.value();
}

ChipRecord RecordChip(ChipRecord record, const ChipFacts& facts, absl::Duration at) {
  record.serial_lost_since = LostSince(record, facts, at);
  if (facts.chip->serial_number.has_value()) {
    record.serial_number = facts.chip->serial_number.value();
  }
  record.pci = RecordPci(record.pci, facts);
  if (facts.counters->has_value()) {
    record.memory = RecordMemory(record.memory, facts);
    record.cores = RecordCores(std::move(record.cores), facts.counters->value().cores);
    record.heartbeat = RecordHeartbeat(record.heartbeat, facts, at);
  }
  return record;
}

SignSheet ChipSigns(const ChipRecord& before, const ChipRecord& after, const ChipFacts& facts,
                    absl::Time now, absl::Duration at) {
  SignSheet sheet(facts.chip->index, now);
  const ChipRecord nothing;
  const ChipRecord& compared = IsAnotherChip(before, facts) ? nothing : before;
  AddSerial(before, after, facts, at, &sheet);
  AddPciSigns(compared.pci, after.pci, facts, &sheet);
  if (!facts.counters->has_value()) {
    MarkCountersUnseen(&sheet);
    return sheet;
  }
  AddReset(facts.counters->value().reset_state, &sheet);
  AddMemorySigns(compared.memory, after.memory, facts, &sheet);
  AddCoreSigns(compared.cores, after.cores, &sheet);
  AddFirmwareSigns(after.heartbeat, facts, at, &sheet);
  return sheet;
}

}  // namespace neuron
