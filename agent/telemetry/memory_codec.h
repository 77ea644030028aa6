#ifndef AGENT_TELEMETRY_MEMORY_CODEC_H_
#define AGENT_TELEMETRY_MEMORY_CODEC_H_

#include "agent/device/counters.h"
#include "google/protobuf/repeated_field.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

using HostMemoryUses = EnumArray<HostMemoryClass, MemoryUse, kHostMemoryClasses>;
using DeviceMemoryUses = EnumArray<DeviceMemoryClass, MemoryUse, kDeviceMemoryClasses>;
using HostMemoryList = google::protobuf::RepeatedPtrField<agent::v1::HostMemory>;
using DeviceMemoryList = google::protobuf::RepeatedPtrField<agent::v1::DeviceMemory>;

// Memory by class. What is absent is left out.
void EncodeMemory(const HostMemoryUses& uses, HostMemoryList* list);
void EncodeMemory(const DeviceMemoryUses& uses, DeviceMemoryList* list);

// The reverse. A class of a later version is left out; of one that comes twice, the last counts.
HostMemoryUses DecodeMemory(const HostMemoryList& list);
DeviceMemoryUses DecodeMemory(const DeviceMemoryList& list);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_MEMORY_CODEC_H_
