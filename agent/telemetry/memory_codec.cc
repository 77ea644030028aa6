#include "agent/telemetry/memory_codec.h"

#include <cstddef>
#include <cstdint>

#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/reading_fields.h"

namespace neuron {
namespace {

template <typename Theirs>
constexpr NumberField<std::uint64_t, MemoryUse, Theirs> kFields[] = {
    {"bytes", &MemoryUse::bytes, &Theirs::has_bytes, &Theirs::bytes, &Theirs::set_bytes},
    {"peak_bytes", &MemoryUse::peak_bytes, &Theirs::has_peak_bytes, &Theirs::peak_bytes,
     &Theirs::set_peak_bytes},
};

template <typename Uses, typename Theirs>
void Encode(const Uses& uses, google::protobuf::RepeatedPtrField<Theirs>* list) {
  for (std::size_t i = 0; i < Uses::size(); ++i) {
    const MemoryUse& use = uses[Uses::At(i)];
    if (use.bytes.is_absent() && use.peak_bytes.is_absent()) continue;
    Theirs* const message = list->Add();
    message->set_memory_class(EncodeEnum(Uses::At(i)));
    EncodeFields(kFields<Theirs>, use, message);
  }
}

template <typename Uses, typename Theirs>
Uses Decode(const google::protobuf::RepeatedPtrField<Theirs>& list) {
  Uses uses;
  for (const Theirs& message : list) {
    const auto memory_class = DecodeEnum(message.memory_class());
    if (memory_class.ok()) DecodeFields(kFields<Theirs>, message, &uses[*memory_class]);
  }
  return uses;
}

}  // namespace

void EncodeMemory(const HostMemoryUses& uses, HostMemoryList* list) { Encode(uses, list); }
void EncodeMemory(const DeviceMemoryUses& uses, DeviceMemoryList* list) { Encode(uses, list); }

HostMemoryUses DecodeMemory(const HostMemoryList& list) { return Decode<HostMemoryUses>(list); }
DeviceMemoryUses DecodeMemory(const DeviceMemoryList& list) {
  return Decode<DeviceMemoryUses>(list);
}

}  // namespace neuron
