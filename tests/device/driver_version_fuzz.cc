#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/device/driver_version.h"

// A version that is read says the same numbers when it is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto version = neuron::ParseDriverVersion(text);
  if (!version.ok()) {
    return 0;
  }
  const std::string whole =
      absl::StrCat(version->major, ".", version->minor, ".", version->patch, ".", version->build);
  if (absl::string_view(whole).substr(0, text.size()) != text ||
      !(*neuron::ParseDriverVersion(whole) == *version)) {
    std::abort();
  }
  return 0;
}
