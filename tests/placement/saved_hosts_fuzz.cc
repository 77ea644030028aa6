#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/placement/saved_hosts.h"
#include "agent/placement/typed_value.h"

// Whatever is read has hosts, and dates that can be compared.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto hosts = neuron::ParseSavedHosts({text});
  if (!hosts.ok()) {
    return 0;
  }
  for (const neuron::PlacementHost& host : *hosts) {
    const auto date = neuron::ValueOf(host, {neuron::SubjectKind::kRegisteredAt, ""});
    if (date.has_value() && !neuron::ParseDate(date.value()).has_value()) {
      std::abort();
    }
  }
  return hosts->empty() ? std::abort(), 0 : 0;
}
