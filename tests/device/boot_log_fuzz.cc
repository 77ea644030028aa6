#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/device/boot_log.h"

// Chips that are found are possible, named in the text, and each there once; a line that is quoted
// is fit for a terminal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  int last = -1;
  for (const neuron::LoggedChip& chip : neuron::FindLoggedChips(text)) {
    if (chip.index <= last || chip.index > 63 || chip.slot > 0x1f || chip.function > 7 ||
        !absl::StrContains(text, absl::StrCat(chip.routing_id))) {
      std::abort();
    }
    last = chip.index;
  }
  const std::vector<std::string> failures = neuron::FindProbeFailures(text);
  const bool fit = std::all_of(failures.begin(), failures.end(), [](const std::string& line) {
    return line.size() <= 120 && std::all_of(line.begin(), line.end(), absl::ascii_isprint);
  });
  if (!fit || failures.size() > 16) {
    std::abort();
  }
  return 0;
}
