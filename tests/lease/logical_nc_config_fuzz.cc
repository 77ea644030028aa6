#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/lease/logical_nc_config.h"

// What is understood is a size that the runtime has, or nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::StatusOr<int> parsed = neuron::ParseLogicalNcConfigFile(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  if (parsed.ok() && (*parsed < 0 || *parsed > 2)) {
    std::abort();
  }
  return 0;
}
