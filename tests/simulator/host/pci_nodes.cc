#include "tests/simulator/host/pci_nodes.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kFunctions = "sys/devices/pci0000:00/";
constexpr std::uint32_t kTrainium3 = 4;

// A Trainium3 has another device id than the recorded Trainium2: in `device`, `subsystem_device`,
// `modalias` and `uevent`.
void ChangeDeviceId(RecordedNode* node) {
  for (const absl::string_view leaf : {"device", "modalias", "uevent"}) {
    if (!absl::EndsWith(node->path, leaf)) continue;
    node->content = absl::StrReplaceAll(node->content, {{"7364", "7564"}});
  }
}

// Sorted by slot.
std::set<std::string> PciNames(const std::vector<RecordedNode>& nodes) {
  std::set<std::string> names;
  for (const RecordedNode& node : nodes) {
    const absl::string_view name = PciNameOf(node.path);
    if (!name.empty()) names.emplace(name);
  }
  return names;
}

// The chips that the instance has.
absl::StatusOr<std::vector<Chip>> ChipsAt(const std::set<std::string>& pci_names,
                                          const Instance& instance) {
  std::vector<Chip> chips;
  int routing_id = 0;
  for (const std::string& name : pci_names) {
    Chip chip;
    chip.routing_id = routing_id++;
    chip.index =
        instance.recording->device_by_routing_id[static_cast<std::size_t>(chip.routing_id)];
    NEURON_ASSIGN_OR_RETURN(chip.pci, ParsePciAddress(name));
    chip.pci_directory = absl::StrCat(kFunctions, name);
    if (chip.index < instance.chips) chips.push_back(chip);
  }
  std::sort(chips.begin(), chips.end(),
            [](const Chip& a, const Chip& b) { return a.index < b.index; });
  return chips;
}

}  // namespace

absl::StatusOr<PciNodes> PciNodesOf(const Instance& instance) {
  NEURON_ASSIGN_OR_RETURN(auto recorded, ParseRecordedTree(instance.recording->pci));
  const std::set<std::string> names = PciNames(recorded);
  if (names.size() != static_cast<std::size_t>(instance.recording->chips)) {
    return absl::InternalError("as many PCI functions as chips were expected");
  }
  PciNodes pci;
  NEURON_ASSIGN_OR_RETURN(pci.chips, ChipsAt(names, instance));
  std::set<std::string> kept;
  for (const Chip& chip : pci.chips) kept.insert(PciName(chip.pci));
  for (RecordedNode& node : recorded) {
    const absl::string_view name = PciNameOf(node.path);
    if (!name.empty() && kept.count(std::string(name)) == 0) continue;
    if (instance.recording->architecture == kTrainium3) ChangeDeviceId(&node);
    pci.nodes.push_back(std::move(node));
  }
  return pci;
}

absl::string_view PciNameOf(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, kFunctions) &&
      !(absl::ConsumePrefix(&path, kPciDriver) && absl::ConsumePrefix(&path, "/"))) {
    return {};
  }
  path = path.substr(0, path.find('/'));
  return absl::StrContains(path, ':') ? path : absl::string_view();
}

}  // namespace neuron::sim
