#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/device/sysfs_value.h"

// A number that is found stands in the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto major = neuron::FindMajor(text, "neuron");
  if (major.ok() && !absl::StrContains(text, absl::StrCat(*major, " "))) {
    std::abort();
  }
  return 0;
}
