#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "probes/module_functions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto function =
      neuron::ParseKernelFunction(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (function.has_value() && function->name.empty()) {
    std::abort();
  }
  return 0;
}
