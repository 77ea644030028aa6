#include "agent/health/firmware_signs.h"

#include "absl/strings/str_cat.h"
#include "agent/device/counters.h"
#include "agent/device/readiness.h"

namespace neuron {
namespace {

// The beat, if there is one that means something now.
absl::optional<std::uint8_t> BeatOf(const ChipCounters& counters) {
  const Reading<Heartbeat>& heartbeat = counters.firmware.heartbeat;
  if (!IsReady(counters) || !heartbeat.has_value() || heartbeat.value().unreachable) {
    return absl::nullopt;
  }
  return heartbeat.value().beat;
}

bool IsUnreachable(const FirmwareHealth& firmware) {
  return (firmware.components.has_value() && firmware.components.value().unreachable) ||
         (firmware.heartbeat.has_value() && firmware.heartbeat.value().unreachable);
}

void MarkAllUnseen(SignSheet* sheet) {
  sheet->MarkUnseen(Ailment::kUnhealthyComponents);
  sheet->MarkUnseen(Ailment::kUnreachable);
  sheet->MarkUnseen(Ailment::kHeartbeatStuck);
}

void AddComponents(const Reading<UnhealthyComponents>& components, SignSheet* sheet) {
  if (components.is_unknown()) {
    sheet->MarkUnseen(Ailment::kUnhealthyComponents);
  } else if (components.has_value() && !components.value().names.empty()) {
    sheet->AddState(Ailment::kUnhealthyComponents, SignSource::kSysfs,
                    absl::StrCat("unhealthy_components reads ", components.value().names));
  }
}

void AddHeartbeat(const HeartbeatRecord& heartbeat, const FirmwareHealth& firmware,
                  absl::Duration at, SignSheet* sheet) {
  if (firmware.heartbeat.is_unknown()) {
    sheet->MarkUnseen(Ailment::kHeartbeatStuck);
    return;
  }
  if (heartbeat.beat.has_value() && heartbeat.has_moved &&
      heartbeat.still_readings >= kStillReadings && at - heartbeat.still_since >= kStillFor) {
    sheet->AddState(
        Ailment::kHeartbeatStuck, SignSource::kSysfs,
        absl::StrCat("healthcheck_heartbeat stays at ", static_cast<int>(*heartbeat.beat)));
  }
}

}  // namespace

HeartbeatRecord RecordHeartbeat(const HeartbeatRecord& before, const ChipFacts& facts,
                                absl::Duration at) {
  const bool is_same =
      before.appearance == facts.appearance && before.driver_load == facts.driver_load;
  HeartbeatRecord after = is_same ? before : HeartbeatRecord();
  after.appearance = facts.appearance;
  after.driver_load = facts.driver_load;
  const ChipCounters& counters = facts.counters->value();
  const absl::Time read_at = counters.read_at[CounterGroup::kFast];
  const absl::optional<std::uint8_t> beat = BeatOf(counters);
  if (beat.has_value() && after.beat == beat && read_at == after.read_at) {
    return after;
  }
  const bool is_still = beat.has_value() && after.beat == beat;
  after.has_moved |= beat.has_value() && after.beat.has_value() && !is_still;
  after.still_readings = is_still ? after.still_readings + 1 : 0;
  after.still_since = is_still ? after.still_since : at;
  after.beat = beat;
  after.read_at = read_at;
  return after;
}

void AddFirmwareSigns(const HeartbeatRecord& heartbeat, const ChipFacts& facts, absl::Duration at,
                      SignSheet* sheet) {
  const ChipCounters& counters = facts.counters->value();
  if (!IsReady(counters)) {
    MarkAllUnseen(sheet);
    return;
  }
  if (IsUnreachable(counters.firmware)) {
    MarkAllUnseen(sheet);
    sheet->AddState(Ailment::kUnreachable, SignSource::kSysfs,
                    "health_status reads device_unreachable although reset reads 1");
    return;
  }
  if (counters.firmware.components.is_unknown() || counters.firmware.heartbeat.is_unknown()) {
    sheet->MarkUnseen(Ailment::kUnreachable);
  }
  AddComponents(counters.firmware.components, sheet);
  AddHeartbeat(heartbeat, counters.firmware, at, sheet);
}

}  // namespace neuron
