#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/class_text.h"

namespace {

// What is taken is the text itself, or nothing.
void ExpectText(const neuron::Reading<std::string>& taken, absl::string_view bytes) {
  if (taken.has_value() && taken.value() != absl::StripSuffix(bytes, "\n")) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  ExpectText(neuron::ParseServerId(bytes), bytes);
  ExpectText(neuron::ParseModes(bytes), bytes);
  ExpectText(neuron::ParseReservationId(bytes), bytes);
  const auto number = neuron::ParseClassNumber(bytes);
  if (number.has_value() && neuron::ParseClassNumber(absl::StrCat(number.value())) != number) {
    std::abort();
  }
  return 0;
}
