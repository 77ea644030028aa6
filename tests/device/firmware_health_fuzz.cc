#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "agent/device/firmware_health.h"

// What a parser takes, said again in its shortest form, it takes again for the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto components = neuron::ParseUnhealthyComponents(bytes);
  if (components.ok() && !components->unreachable &&
      neuron::ParseUnhealthyComponents(absl::StrCat(components->names, "\n")) != components) {
    std::abort();
  }
  const auto beat = neuron::ParseHeartbeat(bytes);
  if (beat.ok() && !beat->unreachable && neuron::ParseHeartbeat(absl::StrCat(beat->beat)) != beat) {
    std::abort();
  }
  return 0;
}
