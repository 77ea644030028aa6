// A recorded tree may be anybody's bytes.

#include <cstddef>
#include <cstdint>

#include "tests/simulator/host/fixture_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto nodes = neuron::sim::ParseRecordedTree({reinterpret_cast<const char*>(data), size});
  static_cast<void>(nodes.ok());
  return 0;
}
