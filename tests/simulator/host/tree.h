#ifndef TESTS_SIMULATOR_HOST_TREE_H_
#define TESTS_SIMULATOR_HOST_TREE_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron::sim {

// A kLog is a file that grows while it is open.
enum class NodeKind { kDirectory, kFile, kLink, kDevice, kControl, kReport, kLog };

// One file of the simulated host. Plain data; the Tree keeps the links between nodes.
struct Node {
  std::uint64_t inode = 0;
  Node* parent = nullptr;
  std::string name;
  NodeKind kind = NodeKind::kDirectory;
  // Permission bits only. The owner is root.
  unsigned mode = 0;
  // The bytes of a file or a log, or the target of a link.
  std::string content;
  // The errno that a read gives in place of the content; 0 for none.
  int read_error = 0;
  // How long a read takes until it is answered; never, if it is infinite.
  absl::Duration read_delay;
  // The host device index of a kDevice.
  int chip = -1;
  // Whether the host may take it away, so that its name must not be cached.
  bool removable = false;
  // By inode, which is the order of making.
  std::map<std::uint64_t, Node*> children;
};

// The simulated host's files.
//
// Nodes are never destroyed: a node that was removed still has its inode, so that an open file
// outlives its name. The root has inode 1.
class Tree {
 public:
  Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  Node* root() { return &nodes_.front(); }

  // nullptr if there never was such an inode.
  Node* FindInode(std::uint64_t inode);

  // A path from the root, "sys/class". nullptr if there is none; links are not followed.
  Node* Find(absl::string_view path);

  // The same, following every symbolic link of the tree, also the last one.
  Node* Resolve(absl::string_view path);

  // nullptr if there is none. REQUIRES: `directory` is of this tree.
  static Node* FindChild(const Node* directory, absl::string_view name);

  // Makes the node, and the directories above it (0755) that are missing. If it exists, it gets
  // this kind and mode.
  Node* Make(absl::string_view path, NodeKind kind, unsigned mode);

  // The node and all below it lose their names and their bytes for good: an open directory is then
  // empty. REQUIRES: it is attached, and not the root.
  static void Remove(Node* node);

  // Whether the node still has a name.
  bool IsAttached(const Node* node) const;

 private:
  Node* MakeChild(Node* parent, absl::string_view name, NodeKind kind, unsigned mode);

  std::deque<Node> nodes_;
};

// From the root: "sys/class/neuron_device".
std::string PathOf(const Node* node);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_TREE_H_
