#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "probes/trace_format.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto format =
      neuron::ParseTraceFormat(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!format.ok()) {
    return 0;
  }
  for (const neuron::TraceFormat::Field& field : format->fields) {
    if (field.name.empty() || field.offset + field.size > neuron::TraceFormat::kMaxRecord) {
      std::abort();
    }
  }
  return 0;
}
