// A file of rules may be anybody's bytes.

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "agent/health_rules_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(neuron::ParseHealthRules(text, neuron::DefaultHealthRules()).ok());
  return 0;
}
