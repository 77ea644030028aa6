#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/datastore/datastore_page.h"

namespace {

using neuron::CoreTally;

// As many bytes as are counted, of which the fuzzer's are the first and all others in turn.
std::string PageOf(absl::string_view bytes) {
  std::string page(neuron::kCountedBytes, '\0');
  for (std::size_t at = 0; !bytes.empty() && at < page.size(); ++at) {
    page[at] = bytes[at % bytes.size()];
  }
  return page;
}

void Check(absl::string_view page, const neuron::DriverVersion& generation, std::size_t cores) {
  const auto counts = neuron::ParseDatastore(page, generation, cores);
  if (!counts.ok()) {
    return;
  }
  if (page.substr(0, 4) != absl::string_view("nds\0", 4) || counts->cores.size() > 16) {
    std::abort();
  }
  for (const auto& core : counts->cores) {
    const auto& flops = core[CoreTally::kFlops];
    const bool is_most = flops.has_value() && flops.value() + 1 == 0;
    if (!core[CoreTally::kResetRequests].is_absent() ||
        (flops.has_value() && flops.value() % 2 != 0 && !is_most)) {
      std::abort();
    }
  }
}

}  // namespace

// Whatever is there, only a page with the signature is taken, and only what it counts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const neuron::DriverVersion generation = {2, data[0] % 32, 64, 0};
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  Check(bytes, generation, data[1]);
  Check(PageOf(bytes), generation, data[1]);
  return 0;
}
