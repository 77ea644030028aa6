#include "tests/simulator/host/chip.h"

#include <array>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kDirectory = "sys/devices/virtual/neuron_device/neuron";
constexpr absl::string_view kLink = "sys/class/neuron_device/neuron";

}  // namespace

absl::StatusOr<PciAddress> ParsePciAddress(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar(":."));
  PciAddress pci;
  const std::array<unsigned*, 4> fields = {&pci.domain, &pci.bus, &pci.slot, &pci.function};
  bool ok = parts.size() == fields.size();
  for (std::size_t i = 0; ok && i < fields.size(); ++i) {
    ok = absl::SimpleHexAtoi(parts[i], fields[i]);
  }
  if (!ok) return absl::InternalError(absl::StrCat("no PCI address: ", text));
  return pci;
}

std::string PciName(const PciAddress& pci) {
  return absl::StrFormat("%04x:%02x:%02x.%x", pci.domain, pci.bus, pci.slot, pci.function);
}

std::string ChipDirectory(int chip) { return absl::StrCat(kDirectory, chip); }

std::string ChipLink(int chip) { return absl::StrCat(kLink, chip); }

int ChipOf(absl::string_view path) {
  int chip = -1;
  if (!absl::ConsumePrefix(&path, kDirectory) && !absl::ConsumePrefix(&path, kLink)) return -1;
  return absl::SimpleAtoi(path.substr(0, path.find('/')), &chip) ? chip : -1;
}

}  // namespace neuron::sim
