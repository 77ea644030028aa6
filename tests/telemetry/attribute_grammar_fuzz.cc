// Fuzzes what ECS holds under our names.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/telemetry/attribute_grammar.h"
#include "agent/telemetry/generation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view value(reinterpret_cast<const char*>(data), size);
  for (const neuron::AttributeKind kind : neuron::AttributeNames().kinds) {
    const bool is_ours = neuron::IsValueOf(kind, value);
    if (is_ours && (value.empty() || value.find_first_of(" \n\\") != absl::string_view::npos)) {
      std::abort();
    }
  }
  const auto generation = neuron::ParseGeneration(value);
  if (generation.has_value() && neuron::FormatGeneration(*generation) != value) {
    std::abort();
  }
  return 0;
}
