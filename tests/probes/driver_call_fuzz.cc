#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "probes/driver_calls.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto call =
      neuron::DecodeDriverCall(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (call.ok() && (size != sizeof(driver_call_record) || call->function >= DRIVER_FUNCTIONS)) {
    std::abort();
  }
  return 0;
}
