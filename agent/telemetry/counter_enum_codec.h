#ifndef AGENT_TELEMETRY_COUNTER_ENUM_CODEC_H_
#define AGENT_TELEMETRY_COUNTER_ENUM_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/counters.h"
#include "agent/device/power_use.h"
#include "agent/usage/chip_usage.h"
#include "agent/usage/rebased_counter.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The words of counters, and of what is made of them, in both tongues. Never *_UNSPECIFIED.
agent::v1::CounterGroup EncodeEnum(CounterGroup group);
agent::v1::PowerStatus EncodeEnum(PowerStatus status);
agent::v1::HostMemoryClass EncodeEnum(HostMemoryClass memory_class);
agent::v1::DeviceMemoryClass EncodeEnum(DeviceMemoryClass memory_class);
agent::v1::UtilizationSource EncodeEnum(UtilizationSource source);
agent::v1::TimeUnit EncodeEnum(TimeUnit unit);
agent::v1::RebaseReason EncodeEnum(RebaseReason reason);

// The reverse. InvalidArgument, which names the number, for *_UNSPECIFIED and for the numbers of a
// later version.
absl::StatusOr<CounterGroup> DecodeEnum(agent::v1::CounterGroup group);
absl::StatusOr<PowerStatus> DecodeEnum(agent::v1::PowerStatus status);
absl::StatusOr<HostMemoryClass> DecodeEnum(agent::v1::HostMemoryClass memory_class);
absl::StatusOr<DeviceMemoryClass> DecodeEnum(agent::v1::DeviceMemoryClass memory_class);
absl::StatusOr<UtilizationSource> DecodeEnum(agent::v1::UtilizationSource source);
absl::StatusOr<TimeUnit> DecodeEnum(agent::v1::TimeUnit unit);
absl::StatusOr<RebaseReason> DecodeEnum(agent::v1::RebaseReason reason);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_COUNTER_ENUM_CODEC_H_
