#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/cli/baseline.h"

// A baseline that is read is the same once it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto baseline = neuron::ParseBaseline(text);
  if (!baseline.ok()) {
    return 0;
  }
  const std::string written = neuron::FormatBaseline(*baseline);
  const auto again = neuron::ParseBaseline(written);
  if (!again.ok() || neuron::FormatBaseline(*again) != written) {
    std::abort();
  }
  return 0;
}
