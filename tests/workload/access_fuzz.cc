#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "agent/workload/access.h"

// A descriptor is called harmless only by a text that says so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (neuron::ParseAccess(text) != neuron::Access::kFull && !absl::StrContains(text, "flags:")) {
    std::abort();
  }
  return 0;
}
