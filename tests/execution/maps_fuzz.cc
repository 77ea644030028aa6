#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/execution/runtime_finder.h"

namespace {

// What is found is whole, is in the text, and is found again in a line of its own.
void Check(absl::string_view text, const neuron::MappedRuntime& runtime) {
  const std::string line = absl::StrCat(runtime.range, " r-xp 0 ", runtime.device, " ",
                                        runtime.inode, " ", runtime.path);
  const auto again = neuron::FindRuntimes(line);
  if (runtime.device.empty() || !absl::StrContains(text, runtime.path) ||
      !absl::StrContains(text, runtime.range) || again.size() != 1 || !(again[0] == runtime)) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  for (const neuron::MappedRuntime& runtime : neuron::FindRuntimes(text)) {
    Check(text, runtime);
  }
  return 0;
}
