#include "tests/fakes/fake_tree_recorded.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron {
namespace {

FakeNode NodeOf(const sim::RecordedNode& node, const std::string& name) {
  if (node.kind == sim::RecordedKind::kDirectory || node.read_error != 0) {
    return Dir(name, {});
  }
  return node.kind == sim::RecordedKind::kLink ? Link(name, node.content)
                                               : File(name, node.content, node.mode);
}

// Whether the node is, or is below, the class entry or the directory of a chip that is not wanted.
bool IsLeftOut(const sim::RecordedNode& node, ChipSet chips) {
  for (absl::string_view name : absl::StrSplit(node.path, '/')) {
    int chip;
    if (absl::ConsumePrefix(&name, "neuron") && absl::SimpleAtoi(name, &chip)) {
      return !chips.Contains(chip);
    }
  }
  return false;
}

// As sysfs does for every function on PCI.
void LinkToBus(const sim::RecordedNode& node, absl::string_view name, FakeTree* tree) {
  constexpr absl::string_view kBridge = "sys/devices/pci0000:00/";
  if (node.kind == sim::RecordedKind::kDirectory && node.path == absl::StrCat(kBridge, name)) {
    tree->Make("sys/bus/pci/devices",
               Link(std::string(name), absl::StrCat("../../../devices/pci0000:00/", name)));
  }
}

void MakeNodes(absl::string_view text, ChipSet chips, FakeTree* tree) {
  const std::vector<sim::RecordedNode> nodes = sim::ParseRecordedTree(text).value();
  for (const sim::RecordedNode& node : nodes) {
    if (IsLeftOut(node, chips)) {
      continue;
    }
    const std::size_t slash = node.path.rfind('/');
    const std::string name = node.path.substr(slash + 1);
    tree->Make(node.path.substr(0, slash), NodeOf(node, name));
    LinkToBus(node, name, tree);
  }
}

}  // namespace

std::unique_ptr<FakeTree> MakeRecordedTree(const sim::Recording& recording,
                                           absl::string_view instance_type, ChipSet chips) {
  auto tree = std::make_unique<FakeTree>();
  MakeNodes(recording.sysfs, chips, tree.get());
  MakeNodes(recording.pci, chips, tree.get());
  for (int chip = 0; chip < recording.chips; ++chip) {
    if (chips.Contains(chip)) {
      tree->Write(absl::StrCat("dev/neuron", chip), "");
    }
  }
  tree->Write("proc/devices",
              "Character devices:\n  1 mem\n245 neuron\n\nBlock devices:\n259 blkext\n");
  tree->Write("sys/class/dmi/id/product_name", absl::StrCat(instance_type, "\n"));
  return tree;
}

std::string ChipPath(int chip) {
  return absl::StrCat("sys/devices/virtual/neuron_device/neuron", chip);
}

}  // namespace neuron
