#include "tests/simulator/host/loaded_driver.h"

#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/simulator/host/layout.h"
#include "tests/simulator/host/pci_nodes.h"

namespace neuron::sim {
namespace {

// What all of the driver is in, but for the device nodes.
constexpr absl::string_view kTops[] = {"sys/class/neuron_device",
                                       "sys/devices/virtual/neuron_device", "sys/module/neuron",
                                       kPciDriver};

// A host's other devices; the major is the recorded one.
constexpr absl::string_view kCharacterDevices =
    "Character devices:\n  1 mem\n  4 tty\n  5 /dev/tty\n 10 misc\n136 pts\n";
constexpr absl::string_view kNeuronDevices = "245 neuron\n";
constexpr absl::string_view kBlockDevices = "\nBlock devices:\n259 blkext\n";

void SetProcDevices(bool with_neuron, Tree* tree) {
  tree->Make("proc/devices", NodeKind::kFile, 0444)->content =
      absl::StrCat(kCharacterDevices, with_neuron ? kNeuronDevices : "", kBlockDevices);
}

void Drop(absl::string_view path, Tree* tree) {
  Node* node = tree->Find(path);
  if (node != nullptr) Tree::Remove(node);
}

std::string DevicePath(int chip) { return absl::StrCat("dev/neuron", chip); }

std::string DriverLink(const Chip& chip) { return chip.pci_directory + "/driver"; }

std::string BusLink(const Chip& chip) { return absl::StrCat(kPciDriver, "/", PciName(chip.pci)); }

// The function's uevent, which also names the driver.
std::string PciUevent(const Chip& chip) { return chip.pci_directory + "/uevent"; }

// Whether Linux makes the node with every device, so that a driver's own come later.
bool IsOfEveryDevice(absl::string_view in_chip) {
  return in_chip.empty() || in_chip == "dev" || in_chip == "uevent" || in_chip == "subsystem" ||
         in_chip == "power" || absl::StartsWith(in_chip, "power/");
}

void MakeOfChip(Host* host, int chip, bool of_every_device) {
  for (const RecordedNode& node : host->nodes.driver) {
    if (ChipOf(node.path) != chip) continue;
    if (IsOfEveryDevice(PathInChip(node.path)) == of_every_device) MakeRecorded(node, &host->tree);
  }
}

// The module, the class with its attributes, and the driver on the PCI bus.
void MakeModule(Host* host) {
  Tree* tree = &host->tree;
  for (const RecordedNode& node : host->nodes.driver) {
    if (ChipOf(node.path) < 0) MakeRecorded(node, tree);
  }
  for (const RecordedNode& node : host->nodes.pci) {
    const bool is_driver = absl::StartsWith(node.path, kPciDriver);
    if (is_driver && PciNameOf(node.path).empty()) MakeRecorded(node, tree);
  }
  for (const absl::string_view top : kTops) {
    tree->Make(top, NodeKind::kDirectory, 0755)->removable = true;
  }
}

}  // namespace

Node* MakeRecorded(const RecordedNode& recorded, Tree* tree) {
  constexpr std::array<NodeKind, 3> kKinds = {NodeKind::kDirectory, NodeKind::kFile,
                                              NodeKind::kLink};
  Node* node =
      tree->Make(recorded.path, kKinds[static_cast<std::size_t>(recorded.kind)], recorded.mode);
  node->content = recorded.content;
  node->read_error = recorded.read_error;
  return node;
}

void MakeDriver(Host* host) {
  MakeModule(host);
  for (Chip& chip : host->chips) {
    Bind(host, chip);
    MakeBareChip(host, chip.index);
    MakeAttributes(host, chip.index);
    chip.present = true;
    chip.bare = false;
  }
  SetProcDevices(true, &host->tree);
  host->driver_loaded = true;
}

void DropDriver(Host* host) {
  for (Chip& chip : host->chips) {
    DropChip(host, chip.index);
    Unbind(host, chip);
    chip.present = false;
    chip.bare = false;
  }
  for (const absl::string_view top : kTops) Drop(top, &host->tree);
  SetProcDevices(false, &host->tree);
  host->driver_loaded = false;
}

void MakeBareChip(Host* host, int chip) {
  MakeOfChip(host, chip, true);
  // 0666 by the udev rule of the driver's package.
  host->tree.Make(DevicePath(chip), NodeKind::kDevice, 0666)->chip = chip;
  for (const std::string& path : {DevicePath(chip), ChipDirectory(chip), ChipLink(chip)}) {
    Node* node = host->tree.Find(path);
    if (node != nullptr) node->removable = true;
  }
}

void MakeAttributes(Host* host, int chip) { MakeOfChip(host, chip, false); }

void DropChip(Host* host, int chip) {
  for (const std::string& path : {DevicePath(chip), ChipDirectory(chip), ChipLink(chip)}) {
    Drop(path, &host->tree);
  }
}

void Bind(Host* host, const Chip& chip) {
  for (const RecordedNode& node : host->nodes.pci) {
    const bool is_link = node.path == DriverLink(chip) || node.path == BusLink(chip);
    if (is_link) MakeRecorded(node, &host->tree)->removable = true;
    if (node.path == PciUevent(chip)) MakeRecorded(node, &host->tree);
  }
}

void Unbind(Host* host, const Chip& chip) {
  Drop(DriverLink(chip), &host->tree);
  Drop(BusLink(chip), &host->tree);
  Node* uevent = host->tree.Find(PciUevent(chip));
  if (uevent != nullptr) {
    uevent->content = std::string(absl::StripPrefix(uevent->content, "DRIVER=neuron-driver\n"));
  }
}

}  // namespace neuron::sim
