#include "agent/device/tree_index.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <deque>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/directory_listing.h"

namespace neuron {
namespace {

bool ParseCore(absl::string_view name, int* core) {
  return absl::ConsumePrefix(&name, "neuron_core") && absl::SimpleAtoi(name, core) && *core >= 0 &&
         absl::StrCat(*core) == name;
}

bool IsMemorySide(absl::string_view name) { return name == "host_mem" || name == "device_mem"; }

// Drivers before 2.8 said infer_* (neuron-driver.md §2.1).
std::string NewName(absl::string_view name) {
  return absl::ConsumePrefix(&name, "infer_") ? absl::StrCat("execute_", name) : std::string(name);
}

}  // namespace

// Goes through a chip's directory and fills its index. Keeps a descriptor for each level that it is
// in, so that the kernel looks up names and not paths.
class TreeIndex::Walker {
 public:
  explicit Walker(TreeIndex* index) : index_(index) {}

  absl::Status VisitChip() {
    const UniqueFd fd(open(index_->directory_.c_str(), kOpenFlags));
    if (!fd.valid()) {
      return ErrnoStatus(errno, index_->directory_);
    }
    DirectoryListing& listing = levels_.emplace_back();
    NEURON_RETURN_IF_ERROR(listing.Read(fd.get(), index_->directory_));
    for (std::size_t i = 0; i < listing.size(); ++i) {
      NEURON_RETURN_IF_ERROR(VisitChipEntry(fd.get(), listing.name(i), listing.is_directory(i)));
    }
    return absl::OkStatus();
  }

 private:
  static constexpr int kOpenFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

  // Where a directory stands: its depth below the chip's, its owner, and the nearest host_mem or
  // device_mem that it is below, if any.
  struct Place {
    std::size_t depth;
    int core;
    absl::string_view memory_side;
  };

  absl::Status VisitChipEntry(int parent, const char* name, bool is_directory) {
    path_ = name;
    if (!is_directory) {
      index_->Add({kChip, Kind::kFile, name}, path_);
      return absl::OkStatus();
    }
    return path_ == "power" ? absl::OkStatus() : Visit(parent, name, {1, kChip, ""});
  }

  // REQUIRES: path_ ends with `entry`.
  absl::Status Visit(int parent, const char* entry, Place place) {
    const absl::string_view name = entry;
    if (levels_.size() <= place.depth) {
      levels_.emplace_back();
    }
    DirectoryListing& listing = levels_[place.depth];
    const UniqueFd fd(openat(parent, entry, kOpenFlags | O_NOFOLLOW));
    const absl::Status listed =
        fd.valid() ? listing.Read(fd.get(), FullPath()) : ErrnoStatus(errno, FullPath());
    if (!listed.ok()) {
      return absl::IsNotFound(listed) ? absl::OkStatus() : listed;
    }
    const bool is_counter = listing.HasFile("total");
    if (is_counter) {
      AddCounter(name, place);
    }
    return VisitEntries(fd.get(), listing, is_counter, Below(name, place));
  }

  // The place of what is in the directory `name`.
  Place Below(absl::string_view name, Place place) {
    int core;
    if (place.core == kChip && ParseCore(name, &core)) {
      index_->cores_.push_back(core);
      place.core = core;
    }
    if (IsMemorySide(name)) {
      place.memory_side = name;
    }
    ++place.depth;
    return place;
  }

  absl::Status VisitEntries(int fd, const DirectoryListing& listing, bool is_counter,
                            const Place& place) {
    const std::size_t path_size = path_.size();
    for (std::size_t i = 0; i < listing.size(); ++i) {
      absl::StrAppend(&path_, "/", listing.name(i));
      if (listing.is_directory(i)) {
        NEURON_RETURN_IF_ERROR(Visit(fd, listing.name(i), place));
      } else if (!is_counter) {
        index_->Add({place.core, Kind::kFile, listing.name(i)}, path_);
      }
      path_.resize(path_size);
    }
    return absl::OkStatus();
  }

  std::string FullPath() const { return absl::StrCat(index_->directory_, "/", path_); }

  void AddCounter(absl::string_view name, const Place& place) {
    const bool is_class = !place.memory_side.empty() && !IsMemorySide(name);
    const std::string key = is_class ? absl::StrCat(place.memory_side, "/", name) : NewName(name);
    index_->Add({place.core, Kind::kCounter, key}, path_);
  }

  TreeIndex* const index_;
  // The path, below the chip's directory, of what is being visited.
  std::string path_;
  // One listing for each level, used again for the next directory there.
  std::deque<DirectoryListing> levels_;
};

absl::StatusOr<TreeIndex> TreeIndex::Walk(const std::string& directory) {
  TreeIndex index(directory);
  NEURON_RETURN_IF_ERROR(Walker(&index).VisitChip());
  index.Seal();
  return index;
}

void TreeIndex::Add(const Key& key, absl::string_view path) {
  const auto& [core, kind, name] = key;
  nodes_.push_back({static_cast<std::uint32_t>(text_.size()), core,
                    static_cast<std::uint16_t>(name.size()),
                    static_cast<std::uint16_t>(path.size()), kind});
  absl::StrAppend(&text_, name, path);
}

void TreeIndex::Seal() {
  std::sort(cores_.begin(), cores_.end());
  cores_.erase(std::unique(cores_.begin(), cores_.end()), cores_.end());
  std::sort(nodes_.begin(), nodes_.end(), [this](const Node& a, const Node& b) {
    return std::make_tuple(KeyOf(a), PathOf(a)) < std::make_tuple(KeyOf(b), PathOf(b));
  });
  const auto end = std::unique(nodes_.begin(), nodes_.end(), [this](const Node& a, const Node& b) {
    return KeyOf(a) == KeyOf(b);
  });
  nodes_.erase(end, nodes_.end());
  nodes_.shrink_to_fit();
  text_.shrink_to_fit();
}

TreeIndex::Key TreeIndex::KeyOf(const Node& node) const {
  return {node.core, node.kind, absl::string_view(text_).substr(node.text, node.name_size)};
}

absl::string_view TreeIndex::PathOf(const Node& node) const {
  return absl::string_view(text_).substr(node.text + node.name_size, node.path_size);
}

absl::optional<absl::string_view> TreeIndex::Locate(const Key& key) const {
  const auto found = std::lower_bound(
      nodes_.begin(), nodes_.end(), key,
      [this](const Node& node, const Key& wanted) { return KeyOf(node) < wanted; });
  if (found == nodes_.end() || KeyOf(*found) != key) {
    return absl::nullopt;
  }
  return PathOf(*found);
}

absl::optional<std::string> TreeIndex::Find(const Key& key) const {
  const absl::optional<absl::string_view> path = Locate(key);
  return path.has_value() ? absl::make_optional(absl::StrCat(directory_, "/", *path))
                          : absl::nullopt;
}

std::vector<std::string> TreeIndex::Files() const {
  std::vector<std::string> files;
  files.reserve(nodes_.size());
  for (const Node& node : nodes_) {
    const absl::string_view leaf = node.kind == Kind::kCounter ? "/total" : "";
    files.push_back(absl::StrCat(PathOf(node), leaf));
  }
  return files;
}

absl::optional<std::string> TreeIndex::FindFile(int core, absl::string_view name) const {
  return Find({core, Kind::kFile, name});
}

absl::optional<std::string> TreeIndex::FindCounter(int core, absl::string_view name) const {
  return Find({core, Kind::kCounter, name});
}

absl::optional<absl::string_view> TreeIndex::LocateFile(int core, absl::string_view name) const {
  return Locate({core, Kind::kFile, name});
}

absl::optional<absl::string_view> TreeIndex::LocateCounter(int core, absl::string_view name) const {
  return Locate({core, Kind::kCounter, name});
}

}  // namespace neuron
