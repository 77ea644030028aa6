#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/sink/drain_record.h"

// A record that is understood is written so that it is understood the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::StatusOr<neuron::DrainRecord> record =
      neuron::ParseDrainRecord(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!record.ok()) {
    return 0;
  }
  const absl::StatusOr<neuron::DrainRecord> again =
      neuron::ParseDrainRecord(neuron::FormatDrainRecord(*record));
  if (!again.ok() || !(*again == *record)) {
    std::abort();
  }
  return 0;
}
