#include "agent/telemetry/counter_enum_codec.h"

#include "agent/telemetry/enum_words.h"

namespace neuron {
namespace {

constexpr EnumWord<CounterGroup, agent::v1::CounterGroup> kCounterGroupWords[] = {
    {CounterGroup::kFast, agent::v1::COUNTER_GROUP_FAST},
    {CounterGroup::kEvents, agent::v1::COUNTER_GROUP_EVENTS},
    {CounterGroup::kMemory, agent::v1::COUNTER_GROUP_MEMORY},
    {CounterGroup::kTensor, agent::v1::COUNTER_GROUP_TENSOR},
    {CounterGroup::kPower, agent::v1::COUNTER_GROUP_POWER},
};

constexpr EnumWord<PowerStatus, agent::v1::PowerStatus> kPowerStatusWords[] = {
    {PowerStatus::kValid, agent::v1::POWER_STATUS_VALID},
    {PowerStatus::kNoData, agent::v1::POWER_STATUS_NO_DATA},
    {PowerStatus::kInvalid, agent::v1::POWER_STATUS_INVALID},
    {PowerStatus::kMax, agent::v1::POWER_STATUS_MAX},
};

constexpr EnumWord<HostMemoryClass, agent::v1::HostMemoryClass> kHostMemoryWords[] = {
    {HostMemoryClass::kDmaBuffers, agent::v1::HOST_MEMORY_CLASS_DMA_BUFFERS},
    {HostMemoryClass::kTensors, agent::v1::HOST_MEMORY_CLASS_TENSORS},
    {HostMemoryClass::kConstants, agent::v1::HOST_MEMORY_CLASS_CONSTANTS},
    {HostMemoryClass::kApplication, agent::v1::HOST_MEMORY_CLASS_APPLICATION_MEMORY},
    {HostMemoryClass::kDriver, agent::v1::HOST_MEMORY_CLASS_DRIVER_MEMORY},
    {HostMemoryClass::kNotifications, agent::v1::HOST_MEMORY_CLASS_NOTIFICATIONS},
    {HostMemoryClass::kDmaRings, agent::v1::HOST_MEMORY_CLASS_DMA_RINGS},
    {HostMemoryClass::kUncategorized, agent::v1::HOST_MEMORY_CLASS_UNCATEGORIZED},
};

constexpr EnumWord<DeviceMemoryClass, agent::v1::DeviceMemoryClass> kDeviceMemoryWords[] = {
    {DeviceMemoryClass::kModelCode, agent::v1::DEVICE_MEMORY_CLASS_MODEL_CODE},
    {DeviceMemoryClass::kTensors, agent::v1::DEVICE_MEMORY_CLASS_TENSORS},
    {DeviceMemoryClass::kConstants, agent::v1::DEVICE_MEMORY_CLASS_CONSTANTS},
    {DeviceMemoryClass::kSharedScratchpad, agent::v1::DEVICE_MEMORY_CLASS_MODEL_SHARED_SCRATCHPAD},
    {DeviceMemoryClass::kRuntime, agent::v1::DEVICE_MEMORY_CLASS_RUNTIME_MEMORY},
    {DeviceMemoryClass::kDriver, agent::v1::DEVICE_MEMORY_CLASS_DRIVER_MEMORY},
    {DeviceMemoryClass::kCollectives, agent::v1::DEVICE_MEMORY_CLASS_COLLECTIVES},
    {DeviceMemoryClass::kNonsharedScratchpad, agent::v1::DEVICE_MEMORY_CLASS_NONSHARED_SCRATCHPAD},
    {DeviceMemoryClass::kNotifications, agent::v1::DEVICE_MEMORY_CLASS_NOTIFICATIONS},
    {DeviceMemoryClass::kDmaRings, agent::v1::DEVICE_MEMORY_CLASS_DMA_RINGS},
    {DeviceMemoryClass::kUncategorized, agent::v1::DEVICE_MEMORY_CLASS_UNCATEGORIZED},
};

constexpr EnumWord<UtilizationSource, agent::v1::UtilizationSource> kUtilizationSourceWords[] = {
    {UtilizationSource::kTimeInUse, agent::v1::UTILIZATION_SOURCE_NC_TIME_IN_USE},
    {UtilizationSource::kDatastore, agent::v1::UTILIZATION_SOURCE_DATASTORE},
    {UtilizationSource::kRuntime, agent::v1::UTILIZATION_SOURCE_LIBNRT},
    {UtilizationSource::kTensorEngine, agent::v1::UTILIZATION_SOURCE_TENSOR_ENGINE},
};

constexpr EnumWord<TimeUnit, agent::v1::TimeUnit> kTimeUnitWords[] = {
    {TimeUnit::kUnsettled, agent::v1::TIME_UNIT_UNSETTLED},
    {TimeUnit::kMicroseconds, agent::v1::TIME_UNIT_MICROSECONDS},
    {TimeUnit::kNanoseconds, agent::v1::TIME_UNIT_NANOSECONDS},
    {TimeUnit::kPicoseconds, agent::v1::TIME_UNIT_PICOSECONDS},
};

constexpr EnumWord<RebaseReason, agent::v1::RebaseReason> kRebaseReasonWords[] = {
    {RebaseReason::kCleared, agent::v1::REBASE_REASON_CLEARED},
    {RebaseReason::kDriverReload, agent::v1::REBASE_REASON_DRIVER_RELOAD},
    {RebaseReason::kChipReset, agent::v1::REBASE_REASON_CHIP_RESET},
    {RebaseReason::kOtherChip, agent::v1::REBASE_REASON_OTHER_CHIP},
};

}  // namespace

agent::v1::CounterGroup EncodeEnum(CounterGroup group) {
  return EncodeWord(kCounterGroupWords, group);
}
agent::v1::PowerStatus EncodeEnum(PowerStatus status) {
  return EncodeWord(kPowerStatusWords, status);
}
agent::v1::HostMemoryClass EncodeEnum(HostMemoryClass memory_class) {
  return EncodeWord(kHostMemoryWords, memory_class);
}
agent::v1::DeviceMemoryClass EncodeEnum(DeviceMemoryClass memory_class) {
  return EncodeWord(kDeviceMemoryWords, memory_class);
}
agent::v1::UtilizationSource EncodeEnum(UtilizationSource source) {
  return EncodeWord(kUtilizationSourceWords, source);
}
agent::v1::TimeUnit EncodeEnum(TimeUnit unit) { return EncodeWord(kTimeUnitWords, unit); }
agent::v1::RebaseReason EncodeEnum(RebaseReason reason) {
  return EncodeWord(kRebaseReasonWords, reason);
}

absl::StatusOr<CounterGroup> DecodeEnum(agent::v1::CounterGroup group) {
  return DecodeWord(kCounterGroupWords, group);
}
absl::StatusOr<PowerStatus> DecodeEnum(agent::v1::PowerStatus status) {
  return DecodeWord(kPowerStatusWords, status);
}
absl::StatusOr<HostMemoryClass> DecodeEnum(agent::v1::HostMemoryClass memory_class) {
  return DecodeWord(kHostMemoryWords, memory_class);
}
absl::StatusOr<DeviceMemoryClass> DecodeEnum(agent::v1::DeviceMemoryClass memory_class) {
  return DecodeWord(kDeviceMemoryWords, memory_class);
}
absl::StatusOr<UtilizationSource> DecodeEnum(agent::v1::UtilizationSource source) {
  return DecodeWord(kUtilizationSourceWords, source);
}
absl::StatusOr<TimeUnit> DecodeEnum(agent::v1::TimeUnit unit) {
  return DecodeWord(kTimeUnitWords, unit);
}
absl::StatusOr<RebaseReason> DecodeEnum(agent::v1::RebaseReason reason) {
  return DecodeWord(kRebaseReasonWords, reason);
}

}  // namespace neuron
