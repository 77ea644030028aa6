#include "agent/telemetry/core_counters_codec.h"

#include <cstdint>

#include "absl/status/statusor.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/memory_codec.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

using V1Core = agent::v1::Core;

constexpr NumberField<std::uint64_t, MemoryUse, V1Core> kDeviceMemory[] = {
    {"device_memory_bytes", &MemoryUse::bytes, &V1Core::has_device_memory_bytes,
     &V1Core::device_memory_bytes, &V1Core::set_device_memory_bytes},
    {"device_memory_peak_bytes", &MemoryUse::peak_bytes, &V1Core::has_device_memory_peak_bytes,
     &V1Core::device_memory_peak_bytes, &V1Core::set_device_memory_peak_bytes},
};

constexpr NumberField<std::uint64_t, MemoryUse, V1Core> kHostMemory[] = {
    {"host_memory_bytes", &MemoryUse::bytes, &V1Core::has_host_memory_bytes,
     &V1Core::host_memory_bytes, &V1Core::set_host_memory_bytes},
    {"host_memory_peak_bytes", &MemoryUse::peak_bytes, &V1Core::has_host_memory_peak_bytes,
     &V1Core::host_memory_peak_bytes, &V1Core::set_host_memory_peak_bytes},
};

constexpr PlacedField<CoreTally, std::uint64_t, V1Core> kTallies[] = {
    {CoreTally::kSuccess, "executions_succeeded_total", &V1Core::has_executions_succeeded_total,
     &V1Core::executions_succeeded_total, &V1Core::set_executions_succeeded_total},
    {CoreTally::kFailure, "executions_failed_total", &V1Core::has_executions_failed_total,
     &V1Core::executions_failed_total, &V1Core::set_executions_failed_total},
    {CoreTally::kTimeout, "executions_timed_out_total", &V1Core::has_executions_timed_out_total,
     &V1Core::executions_timed_out_total, &V1Core::set_executions_timed_out_total},
    {CoreTally::kBadInput, "executions_bad_input_total", &V1Core::has_executions_bad_input_total,
     &V1Core::executions_bad_input_total, &V1Core::set_executions_bad_input_total},
    {CoreTally::kHardwareError, "hardware_errors_total", &V1Core::has_hardware_errors_total,
     &V1Core::hardware_errors_total, &V1Core::set_hardware_errors_total},
    {CoreTally::kCompletedWithError, "executions_with_error_total",
     &V1Core::has_executions_with_error_total, &V1Core::executions_with_error_total,
     &V1Core::set_executions_with_error_total},
    {CoreTally::kCompletedWithNumericalError, "executions_with_numerical_error_total",
     &V1Core::has_executions_with_numerical_error_total,
     &V1Core::executions_with_numerical_error_total,
     &V1Core::set_executions_with_numerical_error_total},
    {CoreTally::kGenericError, "generic_errors_total", &V1Core::has_generic_errors_total,
     &V1Core::generic_errors_total, &V1Core::set_generic_errors_total},
    {CoreTally::kResourceError, "resource_errors_total", &V1Core::has_resource_errors_total,
     &V1Core::resource_errors_total, &V1Core::set_resource_errors_total},
    {CoreTally::kCoreResourceError, "core_resource_errors_total",
     &V1Core::has_core_resource_errors_total, &V1Core::core_resource_errors_total,
     &V1Core::set_core_resource_errors_total},
    {CoreTally::kFailedToQueue, "executions_not_queued_total",
     &V1Core::has_executions_not_queued_total, &V1Core::executions_not_queued_total,
     &V1Core::set_executions_not_queued_total},
    {CoreTally::kInvalidError, "invalid_errors_total", &V1Core::has_invalid_errors_total,
     &V1Core::invalid_errors_total, &V1Core::set_invalid_errors_total},
    {CoreTally::kUnsupportedNeff, "unsupported_neffs_total", &V1Core::has_unsupported_neffs_total,
     &V1Core::unsupported_neffs_total, &V1Core::set_unsupported_neffs_total},
    {CoreTally::kOutOfBounds, "out_of_bounds_errors_total", &V1Core::has_out_of_bounds_errors_total,
     &V1Core::out_of_bounds_errors_total, &V1Core::set_out_of_bounds_errors_total},
    {CoreTally::kCollectivesError, "collectives_errors_total",
     &V1Core::has_collectives_errors_total, &V1Core::collectives_errors_total,
     &V1Core::set_collectives_errors_total},
    {CoreTally::kHbmUncorrectableError, "hbm_uncorrectable_errors_total",
     &V1Core::has_hbm_uncorrectable_errors_total, &V1Core::hbm_uncorrectable_errors_total,
     &V1Core::set_hbm_uncorrectable_errors_total},
    {CoreTally::kSramUncorrectableError, "sram_uncorrectable_errors_total",
     &V1Core::has_sram_uncorrectable_errors_total, &V1Core::sram_uncorrectable_errors_total,
     &V1Core::set_sram_uncorrectable_errors_total},
    {CoreTally::kDmaAbort, "dma_aborts_total", &V1Core::has_dma_aborts_total,
     &V1Core::dma_aborts_total, &V1Core::set_dma_aborts_total},
    {CoreTally::kNotificationOverflow, "notification_overflows_total",
     &V1Core::has_notification_overflows_total, &V1Core::notification_overflows_total,
     &V1Core::set_notification_overflows_total},
    {CoreTally::kSemaphoreError, "semaphore_errors_total", &V1Core::has_semaphore_errors_total,
     &V1Core::semaphore_errors_total, &V1Core::set_semaphore_errors_total},
    {CoreTally::kEventError, "event_errors_total", &V1Core::has_event_errors_total,
     &V1Core::event_errors_total, &V1Core::set_event_errors_total},
    {CoreTally::kPsumCollision, "psum_collisions_total", &V1Core::has_psum_collisions_total,
     &V1Core::psum_collisions_total, &V1Core::set_psum_collisions_total},
    {CoreTally::kSequencerFatal, "sequencer_fatals_total", &V1Core::has_sequencer_fatals_total,
     &V1Core::sequencer_fatals_total, &V1Core::set_sequencer_fatals_total},
    {CoreTally::kHbmRepairableError, "hbm_repairable_errors_total",
     &V1Core::has_hbm_repairable_errors_total, &V1Core::hbm_repairable_errors_total,
     &V1Core::set_hbm_repairable_errors_total},
    {CoreTally::kModelLoads, "model_loads_total", &V1Core::has_model_loads_total,
     &V1Core::model_loads_total, &V1Core::set_model_loads_total},
    {CoreTally::kResetRequests, "reset_requests_total", &V1Core::has_reset_requests_total,
     &V1Core::reset_requests_total, &V1Core::set_reset_requests_total},
    {CoreTally::kResetFailures, "reset_failures_total", &V1Core::has_reset_failures_total,
     &V1Core::reset_failures_total, &V1Core::set_reset_failures_total},
    {CoreTally::kInferences, "inferences_total", &V1Core::has_inferences_total,
     &V1Core::inferences_total, &V1Core::set_inferences_total},
    {CoreTally::kFlops, "flops_total", &V1Core::has_flops_total, &V1Core::flops_total,
     &V1Core::set_flops_total},
    {CoreTally::kTimeInUse, "time_in_use_total", &V1Core::has_time_in_use_total,
     &V1Core::time_in_use_total, &V1Core::set_time_in_use_total},
};

void EncodeTensor(const TensorActivity& tensor, agent::v1::TensorActivity* message) {
  for (std::size_t i = 0; i < tensor.count; ++i) {
    agent::v1::TensorRowGroup* const group = message->add_row_groups();
    group->set_matmul_cycles(tensor.groups[i].matmul_cycles);
    group->set_weight_load_cycles(tensor.groups[i].weight_load_cycles);
    group->set_idle_cycles(tensor.groups[i].idle_cycles);
  }
}

absl::StatusOr<TensorActivity> DecodeTensor(const agent::v1::TensorActivity& message) {
  if (message.row_groups_size() > static_cast<int>(TensorActivity::kRowGroups)) {
    return FieldError("row_groups", "more than an engine has");
  }
  TensorActivity tensor;
  for (const agent::v1::TensorRowGroup& group : message.row_groups()) {
    if (!group.has_matmul_cycles() || !group.has_weight_load_cycles() || !group.has_idle_cycles()) {
      return FieldError("row_groups", "one without its cycles");
    }
    tensor.groups[tensor.count++] = {group.matmul_cycles(), group.weight_load_cycles(),
                                     group.idle_cycles()};
  }
  return tensor;
}

}  // namespace

void EncodeCoreCounters(const CoreCounters& counters, V1Core* message) {
  EncodeFields(kDeviceMemory, counters.device_memory, message);
  EncodeFields(kHostMemory, counters.host_memory, message);
  EncodeMemory(counters.device_memory_by_class, message->mutable_device_memory_by_class());
  EncodeFields(kTallies, counters.tallies, message);
  EncodeReading(
      counters.tensor, "tensor", message->mutable_unknown(),
      [&](const TensorActivity& tensor) { EncodeTensor(tensor, message->mutable_tensor()); });
}

CoreCounters DecodeCoreCounters(const V1Core& message) {
  CoreCounters counters;
  counters.core = static_cast<int>(message.index());
  DecodeFields(kDeviceMemory, message, &counters.device_memory);
  DecodeFields(kHostMemory, message, &counters.host_memory);
  counters.device_memory_by_class = DecodeMemory(message.device_memory_by_class());
  DecodeFields(kTallies, message, &counters.tallies);
  counters.tensor = DecodeReading("tensor", message.unknown(), message.has_tensor(),
                                  DecodeTensor(message.tensor()));
  return counters;
}

}  // namespace neuron
