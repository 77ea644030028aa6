#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/lease/lease_record.h"

// A record that is understood is written so that it is understood the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::StatusOr<neuron::LeaseRecord> record =
      neuron::ParseLeaseRecord(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!record.ok()) {
    return 0;
  }
  const std::string text = neuron::FormatLeaseRecord(*record);
  const absl::StatusOr<neuron::LeaseRecord> again = neuron::ParseLeaseRecord(text);
  if (!again.ok() || record->lease.chips.empty() || neuron::FormatLeaseRecord(*again) != text) {
    std::abort();
  }
  return 0;
}
