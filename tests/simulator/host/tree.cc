#include "tests/simulator/host/tree.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron::sim {
namespace {

// As the kernel's limit on links in one path.
constexpr int kMaxLinks = 40;

// Takes the bytes of the node, and its children with theirs; also gives their memory back.
void Strip(Node* node) {
  for (const auto& [inode, child] : node->children) Strip(child);
  node->children.clear();
  node->content = std::string();
}

}  // namespace

Tree::Tree() {
  Node& root = nodes_.emplace_back();
  root.inode = 1;
  root.mode = 0755;
}

Node* Tree::FindInode(std::uint64_t inode) {
  return inode >= 1 && inode <= nodes_.size() ? &nodes_[inode - 1] : nullptr;
}

Node* Tree::FindChild(const Node* directory, absl::string_view name) {
  for (const auto& [inode, child] : directory->children) {
    if (child->name == name) return child;
  }
  return nullptr;
}

Node* Tree::Find(absl::string_view path) {
  Node* node = root();
  for (const absl::string_view name : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    node = FindChild(node, name);
    if (node == nullptr) return nullptr;
  }
  return node;
}

Node* Tree::Resolve(absl::string_view path) {
  std::vector<std::string> ahead = absl::StrSplit(path, '/', absl::SkipEmpty());
  Node* node = root();
  int links = 0;
  for (std::size_t i = 0; i < ahead.size(); ++i) {
    if (ahead[i] == "..") {
      node = node->parent != nullptr ? node->parent : node;
      continue;
    }
    Node* child = FindChild(node, ahead[i]);
    if (child == nullptr) return nullptr;
    if (child->kind != NodeKind::kLink) {
      node = child;
      continue;
    }
    if (++links > kMaxLinks) return nullptr;
    const std::vector<std::string> target = absl::StrSplit(child->content, '/', absl::SkipEmpty());
    ahead.insert(ahead.begin() + static_cast<std::ptrdiff_t>(i) + 1, target.begin(), target.end());
  }
  return node;
}

Node* Tree::MakeChild(Node* parent, absl::string_view name, NodeKind kind, unsigned mode) {
  Node* node = FindChild(parent, name);
  if (node == nullptr) {
    node = &nodes_.emplace_back();
    node->inode = nodes_.size();
    node->parent = parent;
    node->name = std::string(name);
    parent->children.emplace(node->inode, node);
  }
  node->kind = kind;
  node->mode = mode;
  return node;
}

Node* Tree::Make(absl::string_view path, NodeKind kind, unsigned mode) {
  const std::size_t slash = path.rfind('/');
  if (slash == absl::string_view::npos) return MakeChild(root(), path, kind, mode);
  const absl::string_view directory = path.substr(0, slash);
  Node* parent = Find(directory);
  if (parent == nullptr) parent = Make(directory, NodeKind::kDirectory, 0755);
  return MakeChild(parent, path.substr(slash + 1), kind, mode);
}

void Tree::Remove(Node* node) {
  node->parent->children.erase(node->inode);
  Strip(node);
}

bool Tree::IsAttached(const Node* node) const {
  for (; node->parent != nullptr; node = node->parent) {
    if (node->parent->children.count(node->inode) == 0) return false;
  }
  return true;
}

std::string PathOf(const Node* node) {
  if (node->parent == nullptr) return "";
  const std::string above = PathOf(node->parent);
  return above.empty() ? node->name : absl::StrCat(above, "/", node->name);
}

}  // namespace neuron::sim
