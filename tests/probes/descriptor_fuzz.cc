#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "probes/descriptor_walk.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto records =
      neuron::DecodeDescriptors(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (records.ok() != (size % sizeof(descriptor_record) == 0)) {
    std::abort();
  }
  if (!records.ok()) {
    return 0;
  }
  for (const descriptor_record& record : *records) {
    if (strnlen(record.comm, sizeof(record.comm)) == sizeof(record.comm)) {
      std::abort();
    }
  }
  return 0;
}
