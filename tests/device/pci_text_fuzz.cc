#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/device/pci_text.h"

// A number that is taken stands in the text, an address and a list are the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto address = neuron::ParsePciAddress(bytes);
  if (address.has_value() && neuron::ToString(*address) != bytes) {
    std::abort();
  }
  const auto id = neuron::ParsePciId(bytes);
  if (id.has_value() && (id.value() > 0xffff || !absl::StartsWith(bytes, "0x"))) {
    std::abort();
  }
  const auto node = neuron::ParseNumaNode(bytes);
  if (node.has_value() && !absl::StrContains(bytes, absl::StrCat(node.value()))) {
    std::abort();
  }
  const auto cpus = neuron::ParseCpuList(bytes);
  if (cpus.has_value() && cpus.value() != absl::StripSuffix(bytes, "\n")) {
    std::abort();
  }
  const auto speed = neuron::ParseLinkSpeed(bytes);
  if (speed.has_value() && !(speed.value() > 0 && speed.value() <= 256)) {
    std::abort();
  }
  const auto width = neuron::ParseLinkWidth(bytes);
  if (width.has_value() && !(width.value() > 0 && width.value() <= 32)) {
    std::abort();
  }
  const auto total = neuron::ParseErrorTotal(bytes);
  if (total.has_value() && !absl::StrContains(bytes, absl::StrCat(total.value()))) {
    std::abort();
  }
  return 0;
}
