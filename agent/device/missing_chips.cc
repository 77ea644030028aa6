#include "agent/device/missing_chips.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/device/driver_support.h"

namespace neuron {
namespace {

constexpr absl::string_view kDriver = "neuron-driver";

bool IsPaired(const Inventory& inventory, const PciFunction& function) {
  return std::any_of(inventory.chips.begin(), inventory.chips.end(), [&](const Chip& chip) {
    return chip.pci.has_value() && chip.pci.value().address == function.address;
  });
}

// Whether the driver is surely not bound to it.
bool IsUnbound(const PciFunction& function) {
  return function.bound_to.is_absent() ||
         (function.bound_to.has_value() && function.bound_to.value() != kDriver);
}

// A line of the log that names the function, else the last of all; empty without any.
std::string LoggedOf(const PciFunction& function, const std::vector<std::string>& failures) {
  const auto named = std::find_if(failures.begin(), failures.end(), [&](const std::string& line) {
    return absl::StrContains(line, ToString(function.address));
  });
  if (named != failures.end()) {
    return *named;
  }
  return failures.empty() ? "" : failures.back();
}

std::string WhyUnbound(const PciFunction& function, const PciSide& pci) {
  const std::string logged = LoggedOf(function, pci.probe_failures);
  return absl::StrCat("the driver is loaded and did not take it: it is still starting, or failed; ",
                      logged.empty() ? "look for neuron in dmesg"
                                     : absl::StrCat("the kernel log says \"", logged, "\""),
                      "; reload the driver, replace the instance if it happens again");
}

std::string ReasonOf(const Inventory& inventory, const PciFunction& function, const PciSide& pci) {
  if (!inventory.driver_loaded) {
    return "the Neuron driver is not loaded: install aws-neuronx-dkms, then modprobe neuron";
  }
  const absl::optional<std::string> not_served =
      WhyNotServed(inventory.driver_version, function.type);
  if (not_served.has_value()) {
    return *not_served;
  }
  if (function.bound_to.is_absent()) {
    return WhyUnbound(function, pci);
  }
  if (function.bound_to.is_unknown()) {
    return absl::StrCat("which driver has it cannot be read: ", function.bound_to.why().message());
  }
  if (function.bound_to.value() != kDriver) {
    return absl::StrCat("the driver ", function.bound_to.value(), " has it: unbind that one");
  }
  return "the driver has it and made no device of it: reload the driver, replace the instance if "
         "it "
         "happens again";
}

MissingChip SomeChip() {
  const std::string reason =
      "PCI has more chips than the driver shows: reload the driver, replace the instance if it "
      "happens again";
  return {Reading<PciFunction>::Unknown(absl::FailedPreconditionError(
              "which one cannot be told: not every chip is paired with its PCI function")),
          reason};
}

}  // namespace

std::vector<MissingChip> FindMissingChips(const Inventory& inventory, const PciSide& pci) {
  if (!pci.functions.ok()) {
    return {};
  }
  const auto unpaired_chips = static_cast<std::size_t>(
      std::count_if(inventory.chips.begin(), inventory.chips.end(),
                    [](const Chip& chip) { return !chip.pci.has_value(); }));
  std::vector<MissingChip> missing;
  std::size_t unclear = 0;
  for (const PciFunction& function : *pci.functions) {
    if (IsPaired(inventory, function)) {
      continue;
    }
    if (unpaired_chips == 0 || IsUnbound(function)) {
      missing.push_back({function, ReasonOf(inventory, function, pci)});
    } else {
      ++unclear;
    }
  }
  const std::size_t unknown = unclear > unpaired_chips ? unclear - unpaired_chips : 0;
  missing.insert(missing.end(), unknown, SomeChip());
  return missing;
}

}  // namespace neuron
