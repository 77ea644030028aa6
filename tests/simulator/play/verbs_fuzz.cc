// A control line and a scenario may be anybody's bytes.

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "tests/simulator/play/control_line.h"
#include "tests/simulator/play/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(neuron::sim::ParseControlLine(text).ok());
  static_cast<void>(neuron::sim::ParseScenario(text).ok());
  return 0;
}
