#include "tests/fakes/fake_tree_recorded.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/simulator/fixture_text.h"

namespace neuron {
namespace {

FakeNode NodeOf(const RecordedNode& node, const std::string& name) {
  if (node.kind == RecordedKind::kDirectory || node.read_error != 0) {
    return Dir(name, {});
  }
  return node.kind == RecordedKind::kLink ? Link(name, node.content)
                                          : File(name, node.content, node.mode);
}

void MakeNodes(absl::string_view text, FakeTree* tree) {
  const std::vector<RecordedNode> nodes = ParseRecordedTree(text).value();
  for (const RecordedNode& node : nodes) {
    const std::size_t slash = node.path.rfind('/');
    tree->Make(node.path.substr(0, slash), NodeOf(node, node.path.substr(slash + 1)));
  }
}

}  // namespace

std::unique_ptr<FakeTree> MakeRecordedTree(const Recording& recording,
                                           absl::string_view instance_type) {
  auto tree = std::make_unique<FakeTree>();
  MakeNodes(recording.sysfs, tree.get());
  MakeNodes(recording.pci, tree.get());
  for (int chip = 0; chip < recording.chips; ++chip) {
    tree->Write(absl::StrCat("dev/neuron", chip), "");
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
