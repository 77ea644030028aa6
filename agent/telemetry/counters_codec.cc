#include "agent/telemetry/counters_codec.h"

#include <cstdint>
#include <utility>

#include "agent/telemetry/consensus.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

using V1Chip = agent::v1::Chip;
constexpr NumberField<std::uint64_t, ChipCounters, V1Chip> kChipCounters[] = {
    {"sram_ecc_uncorrected_total", &ChipCounters::sram_ecc_uncorrected,
     &V1Chip::has_sram_ecc_uncorrected_total, &V1Chip::sram_ecc_uncorrected_total,
     &V1Chip::set_sram_ecc_uncorrected_total},
    {"hbm_ecc_uncorrected_total", &ChipCounters::hbm_ecc_uncorrected,
     &V1Chip::has_hbm_ecc_uncorrected_total, &V1Chip::hbm_ecc_uncorrected_total,
     &V1Chip::set_hbm_ecc_uncorrected_total},
    {"hbm_ecc_repairable_total", &ChipCounters::hbm_ecc_repairable,
     &V1Chip::has_hbm_ecc_repairable_total, &V1Chip::hbm_ecc_repairable_total,
     &V1Chip::set_hbm_ecc_repairable_total},
};

using V1Core = agent::v1::Core;
constexpr NumberField<std::uint64_t, CoreCounters, V1Core> kCoreCounters[] = {
    {"device_memory_bytes", &CoreCounters::device_memory_bytes, &V1Core::has_device_memory_bytes,
     &V1Core::device_memory_bytes, &V1Core::set_device_memory_bytes},
    {"host_memory_bytes", &CoreCounters::host_memory_bytes, &V1Core::has_host_memory_bytes,
     &V1Core::host_memory_bytes, &V1Core::set_host_memory_bytes},
    {"executions_succeeded_total", &CoreCounters::executions_succeeded,
     &V1Core::has_executions_succeeded_total, &V1Core::executions_succeeded_total,
     &V1Core::set_executions_succeeded_total},
    {"executions_failed_total", &CoreCounters::executions_failed,
     &V1Core::has_executions_failed_total, &V1Core::executions_failed_total,
     &V1Core::set_executions_failed_total},
    {"hardware_errors_total", &CoreCounters::hardware_errors, &V1Core::has_hardware_errors_total,
     &V1Core::hardware_errors_total, &V1Core::set_hardware_errors_total},
    {"inferences_total", &CoreCounters::inferences, &V1Core::has_inferences_total,
     &V1Core::inferences_total, &V1Core::set_inferences_total},
    {"model_loads_total", &CoreCounters::model_loads, &V1Core::has_model_loads_total,
     &V1Core::model_loads_total, &V1Core::set_model_loads_total},
    {"reset_requests_total", &CoreCounters::reset_requests, &V1Core::has_reset_requests_total,
     &V1Core::reset_requests_total, &V1Core::set_reset_requests_total},
    {"reset_failures_total", &CoreCounters::reset_failures, &V1Core::has_reset_failures_total,
     &V1Core::reset_failures_total, &V1Core::set_reset_failures_total},
};

ChipCounters AllUnknown(const absl::Status& why, const V1Chip& message) {
  ChipCounters counters;
  counters.reset_state = Reading<ResetState>::Unknown(why);
  DimFields(kChipCounters, why, &counters);
  for (const V1Core& core : message.cores()) {
    counters.cores.emplace_back();
    counters.cores.back().core = static_cast<int>(core.index());
    DimFields(kCoreCounters, why, &counters.cores.back());
  }
  return counters;
}

void EncodeEach(const ChipCounters& counters, V1Chip* message) {
  EncodeReading(counters.reset_state, "reset_state", message->mutable_unknown(),
                [&](ResetState state) { message->set_reset_state(EncodeEnum(state)); });
  EncodeFields(kChipCounters, counters, message);
  for (const CoreCounters& core : counters.cores) {
    EncodeFields(kCoreCounters, core, CoreWithIndex(core.core, message));
  }
}

}  // namespace

void EncodeCounters(const Reading<ChipCounters>& counters, V1Chip* message) {
  if (counters.has_value()) {
    EncodeEach(counters.value(), message);
  } else if (counters.is_unknown()) {
    EncodeEach(AllUnknown(counters.why(), *message), message);
  }
}

Reading<ChipCounters> DecodeCounters(const V1Chip& message) {
  Consensus consensus;
  ChipCounters counters;
  counters.reset_state = DecodeReading("reset_state", message.unknown(), message.has_reset_state(),
                                       DecodeEnum(message.reset_state()));
  consensus.Hear(counters.reset_state);
  DecodeFields(kChipCounters, message, &counters);
  HearFields(kChipCounters, counters, &consensus);
  counters.cores.reserve(message.cores_size());
  for (const V1Core& core : message.cores()) {
    counters.cores.emplace_back();
    counters.cores.back().core = static_cast<int>(core.index());
    DecodeFields(kCoreCounters, core, &counters.cores.back());
    HearFields(kCoreCounters, counters.cores.back(), &consensus);
  }
  return consensus.About(std::move(counters));
}

}  // namespace neuron
