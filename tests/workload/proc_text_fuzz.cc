#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/workload/proc_text.h"

// A descriptor is called harmless only by a text that says so, and a number that is found stands in
// the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (neuron::ParseAccess(text) != neuron::Access::kFull && !absl::StrContains(text, "flags:")) {
    std::abort();
  }
  const std::uint64_t ticks = neuron::ParseStartTicks(text);
  if (ticks != 0 && !absl::StrContains(text, absl::StrCat(ticks))) {
    std::abort();
  }
  return 0;
}
