#ifndef AGENT_DEVICE_TREE_INDEX_H_
#define AGENT_DEVICE_TREE_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

// Where the nodes of one chip's sysfs directory are, by the name of the leaf.
//
// The driver moves nodes between versions, but their own names have stayed (neuron-driver.md
// §2.3): so nothing else knows a path below neuron<N>. A directory that holds `total` is a counter,
// known by its own name; every other file is known by its file name. Both belong to a core, if
// they are below a neuron_core<M> at any depth, or to the chip. The names of memory classes occur
// under both host_mem and device_mem: those counters are known by the nearest of the two that they
// are below, as "host_mem/tensors" and so on. What drivers before 2.8 call infer_* is known as
// execute_*. Of several with the same name, the one whose path sorts first is known.
//
// Built by one walk that lists directories and reads no file. The kernel's own directories
// (power, subsystem) are left out. Immutable. A chip with eight cores has about 420 nodes; they lie
// in two blocks of memory, 40 kB in all, because each chip of the host has an index for good.
class TreeIndex {
 public:
  // In place of a core's index, for what belongs to the chip.
  static constexpr int kChip = -1;

  // Fails as ErrnoStatus if the directory, or one below it, cannot be listed: what it holds is then
  // unknown. What vanishes during the walk is absent.
  static absl::StatusOr<TreeIndex> Walk(const std::string& directory);

  // The full path of a file; none if there is none of that name.
  absl::optional<std::string> FindFile(int core, absl::string_view name) const;

  // The full path of a counter's directory; none if there is none of that name.
  absl::optional<std::string> FindCounter(int core, absl::string_view name) const;

  // The same below directory(); the text lives as long as this.
  absl::optional<absl::string_view> LocateFile(int core, absl::string_view name) const;
  absl::optional<absl::string_view> LocateCounter(int core, absl::string_view name) const;

  // One file of each node, by its path below directory(): the file itself, or what holds a
  // counter's total.
  std::vector<std::string> Files() const;

  // The chip's directory, as it was given to Walk().
  const std::string& directory() const { return directory_; }

  // The indices of the neuron_core<M> directories, ascending.
  const std::vector<int>& cores() const { return cores_; }

  // How many files and counters there are in all.
  std::size_t size() const { return nodes_.size(); }

 private:
  class Walker;

  enum class Kind : std::uint8_t { kFile, kCounter };
  // What a node is looked up by: its core, its kind and its name.
  using Key = std::tuple<int, Kind, absl::string_view>;
  // In text_, at `text`: its name, and then its path below directory_.
  struct Node {
    std::uint32_t text;
    std::int32_t core;
    std::uint16_t name_size;
    std::uint16_t path_size;
    Kind kind;
  };

  explicit TreeIndex(std::string directory) : directory_(std::move(directory)) {}

  void Add(const Key& key, absl::string_view path);
  void Seal();
  Key KeyOf(const Node& node) const;
  absl::string_view PathOf(const Node& node) const;
  absl::optional<absl::string_view> Locate(const Key& key) const;
  absl::optional<std::string> Find(const Key& key) const;

  std::string directory_;
  std::string text_;
  // By key.
  std::vector<Node> nodes_;
  std::vector<int> cores_;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_TREE_INDEX_H_
