#include "tests/simulator/host/host.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kClass = "sys/class/neuron_device/";
constexpr absl::string_view kDevices = "sys/devices/virtual/neuron_device/";
constexpr absl::string_view kPciDriver = "sys/bus/pci/drivers/neuron-driver/";
constexpr absl::string_view kPciDevices = "sys/devices/pci0000:00/";

// A host's own entries are in the recording's places; the dynamic major is the recorded one.
constexpr absl::string_view kProcDevices =
    "Character devices:\n  1 mem\n  4 tty\n  5 /dev/tty\n 10 misc\n136 pts\n245 neuron\n"
    "\nBlock devices:\n259 blkext\n";

// N if `path` is prefix + "neuron<N>" or below it.
int ChipOf(absl::string_view path, absl::string_view prefix) {
  int chip = -1;
  if (!absl::ConsumePrefix(&path, prefix) || !absl::ConsumePrefix(&path, "neuron")) return -1;
  return absl::SimpleAtoi(path.substr(0, path.find('/')), &chip) ? chip : -1;
}

// The PCI address in the path of a recorded PCI node, or nothing.
absl::string_view PciNameOf(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, kPciDriver) && !absl::ConsumePrefix(&path, kPciDevices)) {
    return {};
  }
  path = path.substr(0, path.find('/'));
  return absl::StrContains(path, ':') ? path : absl::string_view();
}

// The recorded chips' PCI names, by slot.
std::set<std::string> PciNames(const std::vector<RecordedNode>& nodes) {
  std::set<std::string> names;
  for (const RecordedNode& node : nodes) {
    const absl::string_view name = PciNameOf(node.path);
    if (!name.empty()) names.emplace(name);
  }
  return names;
}

void MakeRecorded(const RecordedNode& recorded, Tree* tree) {
  constexpr std::array<NodeKind, 3> kKinds = {NodeKind::kDirectory, NodeKind::kFile,
                                              NodeKind::kLink};
  Node* node =
      tree->Make(recorded.path, kKinds[static_cast<std::size_t>(recorded.kind)], recorded.mode);
  node->content = recorded.content;
  node->read_error = recorded.read_error;
}

void MakeFile(absl::string_view path, absl::string_view content, Tree* tree) {
  tree->Make(path, NodeKind::kFile, 0444)->content = std::string(content);
}

void MakeLink(absl::string_view path, absl::string_view target, Tree* tree) {
  tree->Make(path, NodeKind::kLink, 0777)->content = std::string(target);
}

absl::Status AddDriverTree(Host* host) {
  NEURON_ASSIGN_OR_RETURN(const auto nodes, ParseRecordedTree(host->instance.recording->sysfs));
  for (const RecordedNode& node : nodes) {
    const int chip = std::max(ChipOf(node.path, kClass), ChipOf(node.path, kDevices));
    if (chip < host->instance.chips) MakeRecorded(node, &host->tree);
  }
  return absl::OkStatus();
}

absl::Status AddChips(const std::set<std::string>& pci_names, Host* host) {
  const Recording& recording = *host->instance.recording;
  int routing_id = 0;
  for (const std::string& name : pci_names) {
    Chip chip;
    chip.routing_id = routing_id++;
    chip.index = recording.device_by_routing_id[static_cast<std::size_t>(chip.routing_id)];
    NEURON_ASSIGN_OR_RETURN(chip.pci, ParsePciAddress(name));
    const Node* cores = host->tree.Find(ChipDirectory(chip.index) + "/core_count");
    if (chip.index >= host->instance.chips) continue;
    if (cores == nullptr || !absl::SimpleAtoi(cores->content, &chip.cores)) {
      return absl::InternalError(absl::StrCat("no core_count of chip ", chip.index));
    }
    host->chips.push_back(chip);
  }
  std::sort(host->chips.begin(), host->chips.end(),
            [](const Chip& a, const Chip& b) { return a.index < b.index; });
  return absl::OkStatus();
}

std::string PciName(const PciAddress& pci) {
  return absl::StrFormat("%04x:%02x:%02x.%x", pci.domain, pci.bus, pci.slot, pci.function);
}

absl::Status AddPciTree(Host* host) {
  NEURON_ASSIGN_OR_RETURN(const auto nodes, ParseRecordedTree(host->instance.recording->pci));
  const std::set<std::string> names = PciNames(nodes);
  if (names.size() != static_cast<std::size_t>(host->instance.recording->chips)) {
    return absl::InternalError("as many PCI functions as chips were expected");
  }
  NEURON_RETURN_IF_ERROR(AddChips(names, host));
  std::set<std::string> kept;
  for (const Chip& chip : host->chips) kept.insert(PciName(chip.pci));
  for (const RecordedNode& node : nodes) {
    const absl::string_view name = PciNameOf(node.path);
    if (name.empty() || kept.count(std::string(name)) > 0) MakeRecorded(node, &host->tree);
  }
  for (const std::string& name : kept) {
    MakeLink("sys/bus/pci/devices/" + name, "../../../devices/pci0000:00/" + name, &host->tree);
  }
  return absl::OkStatus();
}

// The number on this host of the recorded neighbour of `chip`; -1 if it has none.
int Neighbour(const Instance& instance, int chip, int recorded) {
  if (recorded < instance.chips) return recorded;
  if (!instance.closes_ring) return -1;
  return recorded == chip + 1 ? 0 : instance.chips - 1;
}

void CutTopology(Host* host) {
  for (const Chip& chip : host->chips) {
    Node* file = host->tree.Find(ChipDirectory(chip.index) + "/connected_devices");
    if (file == nullptr) continue;
    std::vector<int> neighbours;
    for (const absl::string_view word :
         absl::StrSplit(absl::StripSuffix(file->content, "\n"), ", ")) {
      int recorded = 0;
      if (!absl::SimpleAtoi(word, &recorded)) continue;
      const int neighbour = Neighbour(host->instance, chip.index, recorded);
      if (neighbour >= 0) neighbours.push_back(neighbour);
    }
    file->content = absl::StrJoin(neighbours, ", ") + "\n";
  }
}

void AddMachine(Host* host) {
  Tree* tree = &host->tree;
  const std::string dmi = "sys/devices/virtual/dmi/id/";
  MakeFile(dmi + "sys_vendor", "Amazon EC2\n", tree);
  MakeFile(dmi + "product_name", absl::StrCat(host->instance.type, "\n"), tree);
  MakeFile(dmi + "board_asset_tag", "i-0123456789abcdef0\n", tree);
  MakeFile(dmi + "bios_vendor", "Amazon EC2\n", tree);
  MakeLink("sys/class/dmi/id", "../../devices/virtual/dmi/id", tree);
  MakeFile("proc/devices", kProcDevices, tree);
}

void AddNodes(Host* host) {
  for (const Chip& chip : host->chips) {
    // 0666 by the udev rule of the driver's package.
    host->tree.Make(absl::StrCat("dev/neuron", chip.index), NodeKind::kDevice, 0666)->chip =
        chip.index;
  }
  host->tree.Make("control", NodeKind::kControl, 0600);
  host->tree.Make("report", NodeKind::kReport, 0444);
}

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

std::string ChipDirectory(int chip) { return absl::StrCat(kDevices, "neuron", chip); }

absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance) {
  auto host = std::make_unique<Host>();
  host->instance = instance;
  NEURON_RETURN_IF_ERROR(AddDriverTree(host.get()));
  NEURON_RETURN_IF_ERROR(AddPciTree(host.get()));
  CutTopology(host.get());
  AddMachine(host.get());
  AddNodes(host.get());
  return host;
}

absl::Status SetChipPresent(Host* host, int index, bool present) {
  for (Chip& chip : host->chips) {
    if (chip.index != index) continue;
    if (chip.present == present) {
      return absl::FailedPreconditionError(
          absl::StrCat("chip ", index, present ? " is there already" : " is gone already"));
    }
    // A detached node cannot be found by its path: look among all.
    for (std::uint64_t inode = 1; Node* node = host->tree.FindInode(inode); ++inode) {
      const bool named = node->name == absl::StrCat("neuron", index);
      if (!named) continue;
      present ? Tree::Attach(node) : Tree::Detach(node);
    }
    chip.present = present;
    return absl::OkStatus();
  }
  return absl::NotFoundError(absl::StrCat("no chip ", index, " on ", host->instance.type));
}

}  // namespace neuron::sim
