#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/health/case_record.h"
#include "tests/health/clinic.h"

// A record that is understood is written as what is read the same, and can be gone on from.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::StatusOr<neuron::CaseRecord> record =
      neuron::ParseCase(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!record.ok()) {
    return 0;
  }
  const std::string text = neuron::FormatCase(*record);
  const absl::StatusOr<neuron::CaseRecord> again = neuron::ParseCase(text);
  if (!again.ok() || neuron::FormatCase(*again) != text) {
    std::abort();
  }
  neuron::Clinic clinic;
  clinic.patient.chip.index = record->chip;
  clinic.at = record->kept_at;
  clinic.ledger.Restore(*record);
  clinic.Pass();
  clinic.Pass(absl::Hours(1));
  return 0;
}
