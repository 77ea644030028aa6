#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/proc_stat.h"

// What is found stands in the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const neuron::ProcStat stat = neuron::ParseProcStat(text);
  if (stat.start_ticks != 0 && !absl::StrContains(text, absl::StrCat(stat.start_ticks))) {
    std::abort();
  }
  if (stat.parent != 0 && !absl::StrContains(text, absl::StrCat(stat.parent))) {
    std::abort();
  }
  if (stat.state != 0 && !absl::StrContains(text, std::string(1, stat.state))) {
    std::abort();
  }
  return 0;
}
