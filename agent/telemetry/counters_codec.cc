#include "agent/telemetry/counters_codec.h"

#include <cstddef>
#include <cstdint>
#include <utility>

#include "agent/telemetry/consensus.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

// A number that stands in `Ours` as a reading and in `Theirs` as a field.
template <typename Ours, typename Theirs>
struct Counter {
  absl::string_view field;
  Reading<std::uint64_t> Ours::*reading;
  bool (Theirs::*is_set)() const;
  std::uint64_t (Theirs::*get)() const;
  void (Theirs::*set)(std::uint64_t);
};

using V1Chip = agent::v1::Chip;
constexpr Counter<ChipCounters, V1Chip> kChipCounters[] = {
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
constexpr Counter<CoreCounters, V1Core> kCoreCounters[] = {
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

template <typename Ours, typename Theirs, std::size_t N>
void EncodeNumbers(const Counter<Ours, Theirs> (&counters)[N], const Ours& from, Theirs* message) {
  for (const auto& counter : counters) {
    EncodeReading(from.*counter.reading, counter.field, message->mutable_unknown(),
                  [&](std::uint64_t value) { (message->*counter.set)(value); });
  }
}

template <typename Ours, typename Theirs, std::size_t N>
void DecodeNumbers(const Counter<Ours, Theirs> (&counters)[N], const Theirs& message, Ours* to,
                   Consensus* consensus) {
  for (const auto& counter : counters) {
    Reading<std::uint64_t>& reading = to->*counter.reading;
    reading = DecodeReading<std::uint64_t>(counter.field, message.unknown(),
                                           (message.*counter.is_set)(), (message.*counter.get)());
    consensus->Hear(reading);
  }
}

template <typename Ours, typename Theirs, std::size_t N>
void DimNumbers(const Counter<Ours, Theirs> (&counters)[N], const absl::Status& why, Ours* to) {
  for (const auto& counter : counters) {
    to->*counter.reading = Reading<std::uint64_t>::Unknown(why);
  }
}

ChipCounters AllUnknown(const absl::Status& why, const V1Chip& message) {
  ChipCounters counters;
  counters.reset_state = Reading<ResetState>::Unknown(why);
  DimNumbers(kChipCounters, why, &counters);
  for (const V1Core& core : message.cores()) {
    counters.cores.emplace_back();
    counters.cores.back().core = static_cast<int>(core.index());
    DimNumbers(kCoreCounters, why, &counters.cores.back());
  }
  return counters;
}

void EncodeEach(const ChipCounters& counters, V1Chip* message) {
  EncodeReading(counters.reset_state, "reset_state", message->mutable_unknown(),
                [&](ResetState state) { message->set_reset_state(EncodeEnum(state)); });
  EncodeNumbers(kChipCounters, counters, message);
  for (const CoreCounters& core : counters.cores) {
    EncodeNumbers(kCoreCounters, core, CoreWithIndex(core.core, message));
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
  DecodeNumbers(kChipCounters, message, &counters, &consensus);
  counters.cores.reserve(message.cores_size());
  for (const V1Core& core : message.cores()) {
    counters.cores.emplace_back();
    counters.cores.back().core = static_cast<int>(core.index());
    DecodeNumbers(kCoreCounters, core, &counters.cores.back(), &consensus);
  }
  return consensus.About(std::move(counters));
}

}  // namespace neuron
