#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "agent/device/kernel_record.h"

// A record is one line of what was given, at a time that can be, with a level that there is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const neuron::KernelRecord record = neuron::ParseKernelRecord(bytes);
  const bool is_line =
      absl::StrContains(bytes, record.text) && !absl::StrContains(record.text, '\n');
  const bool has_level = !record.level.has_value() || (*record.level >= 0 && *record.level <= 7);
  const bool has_time =
      !record.since_boot.has_value() ||
      (*record.since_boot >= absl::ZeroDuration() && *record.since_boot < absl::InfiniteDuration());
  if (!is_line || !has_level || !has_time) {
    std::abort();
  }
  return 0;
}
