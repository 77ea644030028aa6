#include "tests/simulator/play/file_pattern.h"

#include <fnmatch.h>

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/str_split.h"
#include "absl/types/span.h"

namespace neuron::sim {
namespace {

using Found = std::map<std::uint64_t, Node*>;  // by inode

void AddFilesBelow(Node* node, Found* found) {
  if (node->kind == NodeKind::kFile) found->emplace(node->inode, node);
  for (const auto& [inode, child] : node->children) AddFilesBelow(child, found);
}

void Match(Tree* tree, Node* node, absl::Span<const std::string> names, Found* found) {
  if (names.empty()) return AddFilesBelow(node, found);
  for (const auto& [inode, child] : node->children) {
    if (fnmatch(names[0].c_str(), child->name.c_str(), 0) != 0) continue;
    Node* target = tree->Resolve(PathOf(child));
    if (target != nullptr) Match(tree, target, names.subspan(1), found);
  }
}

}  // namespace

std::vector<Node*> FindFiles(Tree* tree, absl::string_view pattern) {
  const std::vector<std::string> names = absl::StrSplit(pattern, '/', absl::SkipEmpty());
  Found found;
  Match(tree, tree->root(), names, &found);
  std::vector<Node*> files;
  for (const auto& [inode, node] : found) files.push_back(node);
  return files;
}

}  // namespace neuron::sim
