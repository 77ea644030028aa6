// Fuzzes the ECS agent's metadata.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/aws/introspection.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto target =
      neuron::ParseIntrospectionMetadata({reinterpret_cast<const char*>(data), size});
  if (target.ok() ? target->cluster.empty()
                  : !absl::IsDataLoss(target.status()) && !absl::IsUnavailable(target.status())) {
    std::abort();
  }
  return 0;
}
