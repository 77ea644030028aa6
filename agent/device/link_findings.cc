#include "agent/device/link_findings.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/device/instance_type.h"
#include "agent/device/topology.h"

namespace neuron {
namespace {

// The facts of the instance type if it says how its chips are linked and they are all there; else
// null.
const InstanceTypeFacts* ComparableType(const Inventory& inventory) {
  const InstanceTypeFacts* facts = inventory.instance_type.has_value()
                                       ? FindInstanceType(inventory.instance_type.value())
                                       : nullptr;
  if (facts == nullptr || facts->topology == Topology::kUnknown || !facts->chips.has_value() ||
      static_cast<int>(inventory.chips.size()) != *facts->chips) {
    return nullptr;
  }
  // Ascending and distinct: these are 0 to chips - 1.
  return inventory.chips.empty() || inventory.chips.back().index != *facts->chips - 1 ? nullptr
                                                                                      : facts;
}

std::string Text(ChipSet chips) {
  return absl::StrCat("{", absl::StrJoin(chips.chips(), ", "), "}");
}

std::vector<Finding> CompareWithType(const Inventory& inventory, const InstanceTypeFacts& facts) {
  ChipSet other;
  std::vector<std::string> texts;
  for (const Chip& chip : inventory.chips) {
    const ChipSet expected = NeighboursOf(facts.topology, *facts.chips, chip.index);
    if (chip.connected.has_value() && chip.connected.value() != expected) {
      other.Add(chip.index);
      texts.push_back(absl::StrCat("chip ", chip.index, " has links to ",
                                   Text(chip.connected.value()), ", not ", Text(expected)));
    }
  }
  if (other.empty()) {
    return {};
  }
  return {{FindingCode::kOtherTopology, other,
           absl::StrCat("not the links of a ", facts.name, ": ", absl::StrJoin(texts, "; "),
                        "; a link may be down: reboot, replace the instance if it stays so")}};
}

bool TellsNothingOf(const Chip& chip, int neighbour) {
  return chip.connected.has_value() && !chip.connected.value().Contains(neighbour);
}

std::vector<Finding> FindOneSided(const Inventory& inventory) {
  ChipSet one_sided;
  std::vector<std::string> texts;
  for (const Chip& chip : inventory.chips) {
    for (const Chip& other : inventory.chips) {
      if (chip.connected.has_value() && chip.connected.value().Contains(other.index) &&
          (&chip == &other || TellsNothingOf(other, chip.index))) {
        one_sided.Add(chip.index);
        one_sided.Add(other.index);
        texts.push_back(absl::StrCat(chip.index, " of ", other.index));
      }
    }
  }
  if (one_sided.empty()) {
    return {};
  }
  return {{FindingCode::kOtherTopology, one_sided,
           absl::StrCat("links that only one end tells of: chip ", absl::StrJoin(texts, ", chip "),
                        "; reload the driver, replace the instance if it stays so")}};
}

}  // namespace

std::vector<Finding> FindOtherLinks(const Inventory& inventory) {
  const InstanceTypeFacts* facts = ComparableType(inventory);
  return facts != nullptr ? CompareWithType(inventory, *facts) : FindOneSided(inventory);
}

}  // namespace neuron
