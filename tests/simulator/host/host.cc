#include "tests/simulator/host/host.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "tests/simulator/host/driver_nodes.h"
#include "tests/simulator/host/loaded_driver.h"
#include "tests/simulator/host/pci_nodes.h"

namespace neuron::sim {
namespace {

void MakeFile(absl::string_view path, absl::string_view content, Tree* tree) {
  tree->Make(path, NodeKind::kFile, 0444)->content = std::string(content);
}

void MakeLink(absl::string_view path, absl::string_view target, Tree* tree) {
  tree->Make(path, NodeKind::kLink, 0777)->content = std::string(target);
}

// What has nothing to do with the driver.
void MakeMachine(Host* host) {
  Tree* tree = &host->tree;
  const std::string dmi = "sys/devices/virtual/dmi/id/";
  MakeFile(dmi + "sys_vendor", "Amazon EC2\n", tree);
  MakeFile(dmi + "product_name", absl::StrCat(host->instance.type, "\n"), tree);
  MakeFile(dmi + "board_asset_tag", "i-0123456789abcdef0\n", tree);
  MakeFile(dmi + "bios_vendor", "Amazon EC2\n", tree);
  MakeLink("sys/class/dmi/id", "../../devices/virtual/dmi/id", tree);
  for (const RecordedNode& node : host->nodes.pci) {
    if (!absl::StartsWith(node.path, kPciDriver)) MakeRecorded(node, tree);
  }
  for (const Chip& chip : host->chips) {
    const std::string name = PciName(chip.pci);
    MakeLink("sys/bus/pci/devices/" + name,
             absl::StrCat("../../../", absl::StripPrefix(chip.pci_directory, "sys/")), tree);
  }
  tree->Make("control", NodeKind::kControl, 0600);
  tree->Make("report", NodeKind::kReport, 0444);
  tree->Make("dev/kmsg", NodeKind::kLog, 0444);
}

absl::Status CountCores(HostNodes* nodes) {
  for (Chip& chip : nodes->chips) {
    const std::string path = ChipDirectory(chip.index) + "/core_count";
    for (const RecordedNode& node : nodes->driver) {
      if (node.path == path && !absl::SimpleAtoi(node.content, &chip.cores)) break;
    }
    if (chip.cores == 0) {
      return absl::InternalError(absl::StrCat("no core_count of chip ", chip.index));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance,
                                                const Generation& generation) {
  NEURON_RETURN_IF_ERROR(CheckSupport(instance, generation));
  NEURON_ASSIGN_OR_RETURN(PciNodes pci, PciNodesOf(instance));
  HostNodes nodes;
  NEURON_ASSIGN_OR_RETURN(nodes.driver, DriverNodesOf(instance, generation));
  nodes.pci = std::move(pci.nodes);
  nodes.chips = std::move(pci.chips);
  NEURON_RETURN_IF_ERROR(CountCores(&nodes));
  return MakeHost(instance, generation, std::move(nodes));
}

absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance) {
  return BuildHost(instance, RecordedGeneration());
}

std::unique_ptr<Host> MakeHost(const Instance& instance, const Generation& generation,
                               HostNodes nodes) {
  auto host = std::make_unique<Host>();
  host->instance = instance;
  host->generation = generation;
  host->chips = nodes.chips;
  host->nodes = std::move(nodes);
  MakeMachine(host.get());
  MakeDriver(host.get());
  return host;
}

const Chip* FindChip(const Host& host, int index) {
  for (const Chip& chip : host.chips) {
    if (chip.index == index) return &chip;
  }
  return nullptr;
}

}  // namespace neuron::sim
