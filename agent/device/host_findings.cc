#include "agent/device/host_findings.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/device/instance_type.h"
#include "agent/device/link_findings.h"

namespace neuron {
namespace {

using Findings = std::vector<Finding>;

std::string Numbers(ChipSet chips) { return absl::StrJoin(chips.chips(), ", "); }

void AddMissing(const Inventory& inventory, Findings* findings) {
  std::map<std::string, std::vector<std::string>> places_by_reason;
  for (const MissingChip& chip : inventory.missing) {
    places_by_reason[chip.reason].push_back(chip.function.has_value()
                                                ? ToString(chip.function.value().address)
                                                : "at an unknown address");
  }
  for (const auto& [reason, places] : places_by_reason) {
    findings->push_back(
        {FindingCode::kMissingChip, ChipSet(),
         absl::StrCat(places.size(), places.size() == 1 ? " chip" : " chips",
                      " on PCI without a device (", absl::StrJoin(places, ", "), "): ", reason)});
  }
}

void AddCount(const Inventory& inventory, Findings* findings) {
  const int found = static_cast<int>(inventory.chips.size());
  if (!inventory.expected_chips.has_value() || inventory.expected_chips.value() == found) {
    return;
  }
  const int expected = inventory.expected_chips.value();
  const std::string text =
      absl::StrCat("this instance type is sold with ", expected, expected == 1 ? " chip" : " chips",
                   ", the driver shows ", found);
  if (found < expected) {
    findings->push_back(
        {FindingCode::kFewerChips, ChipSet(),
         absl::StrCat(text, ": reload the driver, replace the instance if it ", "stays so")});
  } else {
    findings->push_back({FindingCode::kMoreChips, ChipSet(),
                         absl::StrCat(text, ": report it, the agent's table may be old")});
  }
}

void AddTypes(const Inventory& inventory, Findings* findings) {
  const InstanceTypeFacts* facts = inventory.instance_type.has_value()
                                       ? FindInstanceType(inventory.instance_type.value())
                                       : nullptr;
  std::set<absl::string_view> names;
  ChipSet other;
  for (const Chip& chip : inventory.chips) {
    if (chip.type.has_value() && (facts == nullptr || chip.type.value() != facts->chip_type)) {
      names.insert(FactsOf(chip.type.value()).device_name);
      other.Add(chip.index);
    }
  }
  if (facts != nullptr && !other.empty()) {
    findings->push_back(
        {FindingCode::kOtherChipType, other,
         absl::StrCat("a ", facts->name, " has ", FactsOf(facts->chip_type).device_name, ", chips ",
                      Numbers(other), " say ", absl::StrJoin(names, ", "),
                      ": report it, the driver may be too new for the agent")});
  } else if (facts == nullptr && names.size() > 1) {
    findings->push_back({FindingCode::kOtherChipType, other,
                         absl::StrCat("chips of several types in one host: ",
                                      absl::StrJoin(names, ", "), ": report it")});
  }
}

// `what` by chip.
template <typename T>
void AddTwins(absl::string_view what, const std::map<T, ChipSet>& chips_by_id, Findings* findings) {
  for (const auto& [id, chips] : chips_by_id) {
    if (chips.size() > 1) {
      findings->push_back({FindingCode::kTwinChips, chips,
                           absl::StrCat("chips ", Numbers(chips), " have one ", what, ", ", id,
                                        ": a fault of hardware or firmware; replace the "
                                        "instance")});
    }
  }
}

void AddTwins(const Inventory& inventory, Findings* findings) {
  std::map<std::string, ChipSet> by_serial_number;
  std::map<std::uint32_t, ChipSet> by_routing_id;
  for (const Chip& chip : inventory.chips) {
    if (chip.serial_number.has_value()) {
      by_serial_number[chip.serial_number.value()].Add(chip.index);
    }
    if (chip.answers.has_value() && chip.answers.value().routing_id.has_value()) {
      by_routing_id[chip.answers.value().routing_id.value()].Add(chip.index);
    }
  }
  AddTwins("serial number", by_serial_number, findings);
  AddTwins("routing id", by_routing_id, findings);
}

void AddParameters(const Inventory& inventory, Findings* findings) {
  if (inventory.no_reset.has_value() && inventory.no_reset.value() != 0) {
    findings->push_back(
        {FindingCode::kModuleParameter, ChipSet(),
         absl::StrCat("the driver was loaded with no_reset=", inventory.no_reset.value(),
                      ": chips are not reset when it ", "starts; take it out of /etc/modprobe.d")});
  }
  if (inventory.nmetric_log_posts.has_value() && inventory.nmetric_log_posts.value() != 1) {
    findings->push_back(
        {FindingCode::kModuleParameter, ChipSet(),
         absl::StrCat(
             "the driver was loaded with nmetric_log_posts=", inventory.nmetric_log_posts.value(),
             ", not 1: its own telemetry goes elsewhere than to AWS alone; take it out of ",
             "/etc/modprobe.d")});
  }
}

}  // namespace

Findings FindTroubles(const Inventory& inventory) {
  Findings findings;
  AddMissing(inventory, &findings);
  AddCount(inventory, &findings);
  AddTypes(inventory, &findings);
  const Findings links = FindOtherLinks(inventory);
  findings.insert(findings.end(), links.begin(), links.end());
  AddTwins(inventory, &findings);
  AddParameters(inventory, &findings);
  return findings;
}

}  // namespace neuron
