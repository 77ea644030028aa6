#include "agent/telemetry/counters_codec.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "agent/base/status.h"
#include "agent/telemetry/core_counters_codec.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/firmware_codec.h"
#include "agent/telemetry/memory_codec.h"
#include "agent/telemetry/power_codec.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

using V1Chip = agent::v1::Chip;
using ReadTimes = EnumArray<CounterGroup, absl::Time, kCounterGroups>;

constexpr PlacedField<EccTally, std::uint64_t, V1Chip> kEcc[] = {
    {EccTally::kSramUncorrected, "sram_ecc_uncorrected_total",
     &V1Chip::has_sram_ecc_uncorrected_total, &V1Chip::sram_ecc_uncorrected_total,
     &V1Chip::set_sram_ecc_uncorrected_total},
    {EccTally::kHbmUncorrected, "hbm_ecc_uncorrected_total", &V1Chip::has_hbm_ecc_uncorrected_total,
     &V1Chip::hbm_ecc_uncorrected_total, &V1Chip::set_hbm_ecc_uncorrected_total},
    {EccTally::kHbmRepairable, "hbm_ecc_repairable_total", &V1Chip::has_hbm_ecc_repairable_total,
     &V1Chip::hbm_ecc_repairable_total, &V1Chip::set_hbm_ecc_repairable_total},
    {EccTally::kSramCorrected, "sram_ecc_corrected_total", &V1Chip::has_sram_ecc_corrected_total,
     &V1Chip::sram_ecc_corrected_total, &V1Chip::set_sram_ecc_corrected_total},
    {EccTally::kHbmCorrected, "hbm_ecc_corrected_total", &V1Chip::has_hbm_ecc_corrected_total,
     &V1Chip::hbm_ecc_corrected_total, &V1Chip::set_hbm_ecc_corrected_total},
};

void EncodeReadTimes(const ReadTimes& times, V1Chip* message) {
  for (std::size_t i = 0; i < ReadTimes::size(); ++i) {
    const absl::Time time = times[ReadTimes::At(i)];
    if (!HasTimestamp(time)) continue;
    agent::v1::CounterGroupTime* const group = message->add_counter_groups();
    group->set_group(EncodeEnum(ReadTimes::At(i)));
    *group->mutable_read_at() = EncodeTime(time);
  }
}

// True if a group was read.
absl::StatusOr<bool> DecodeReadTimes(const V1Chip& message, ReadTimes* times) {
  bool any = false;
  for (absl::Time& time : *times) {
    time = absl::InfinitePast();
  }
  for (int i = 0; i < message.counter_groups_size(); ++i) {
    const agent::v1::CounterGroupTime& encoded = message.counter_groups(i);
    const absl::StatusOr<absl::Time> time =
        DecodeTime("read_at", encoded.has_read_at(), encoded.read_at());
    if (!time.ok()) return Within("counter_groups", i, time.status());
    const absl::StatusOr<CounterGroup> group = DecodeEnum(encoded.group());
    if (!group.ok() || !encoded.has_read_at()) continue;
    (*times)[*group] = *time;
    any = true;
  }
  return any;
}

void EncodePowers(const ChipCounters& counters, V1Chip* message) {
  EncodeReading(counters.power, "power", message->mutable_unknown(),
                [&](const PowerUse& power) { EncodePower(power, message->mutable_power()); });
  EncodeReading(
      counters.raw_power, "raw_power", message->mutable_unknown(),
      [&](const RawPower& power) { EncodeRawPower(power, message->mutable_raw_power()); });
}

void EncodeKnown(const ChipCounters& counters, V1Chip* message) {
  EncodeReadTimes(counters.read_at, message);
  EncodeReading(counters.reset_state, "reset_state", message->mutable_unknown(),
                [&](ResetState state) { message->set_reset_state(EncodeEnum(state)); });
  EncodeFields(kEcc, counters.ecc, message);
  EncodeFirmware(counters.firmware, message);
  EncodePowers(counters, message);
  EncodeMemory(counters.host_memory_by_class, message->mutable_host_memory_by_class());
  for (const CoreCounters& core : counters.cores) {
    EncodeCoreCounters(core, CoreWithIndex(core.core, message));
  }
}

void DecodeKnown(const V1Chip& message, ChipCounters* counters) {
  const UnknownFields& unknown = message.unknown();
  counters->reset_state = DecodeReading("reset_state", unknown, message.has_reset_state(),
                                        DecodeEnum(message.reset_state()));
  DecodeFields(kEcc, message, &counters->ecc);
  counters->firmware = DecodeFirmware(message);
  counters->power =
      DecodeReading("power", unknown, message.has_power(), DecodePower(message.power()));
  counters->raw_power = DecodeReading("raw_power", unknown, message.has_raw_power(),
                                      DecodeRawPower(message.raw_power()));
  counters->host_memory_by_class = DecodeMemory(message.host_memory_by_class());
  counters->cores.reserve(message.cores_size());
  for (const agent::v1::Core& core : message.cores()) {
    counters->cores.push_back(DecodeCoreCounters(core));
  }
}

}  // namespace

void EncodeCounters(const Reading<ChipCounters>& counters, V1Chip* message) {
  if (counters.has_value()) {
    EncodeKnown(counters.value(), message);
  } else if (counters.is_unknown()) {
    message->set_counters_unknown_reason(ValidUtf8(counters.why().message()));
  }
}

absl::StatusOr<Reading<ChipCounters>> DecodeCounters(const V1Chip& message) {
  ChipCounters counters;
  NEURON_ASSIGN_OR_RETURN(const bool any, DecodeReadTimes(message, &counters.read_at));
  if (message.has_counters_unknown_reason()) {
    return Reading<ChipCounters>::Unknown(absl::UnknownError(message.counters_unknown_reason()));
  }
  if (!any) return Reading<ChipCounters>::Absent();
  DecodeKnown(message, &counters);
  return Reading<ChipCounters>(std::move(counters));
}

}  // namespace neuron
