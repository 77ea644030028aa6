#include "tests/fakes/fake_tree.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace neuron {
namespace {

namespace fs = std::filesystem;

void WriteBytes(const std::string& path, absl::string_view bytes) {
  std::ofstream file;
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file.open(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void MakeNode(const fs::path& directory, const FakeNode& node) {
  const fs::path path = directory / node.name;
  switch (node.kind) {
    case FakeNode::Kind::kFile:
      WriteBytes(path, node.content);
      fs::permissions(path, static_cast<fs::perms>(node.mode));
      return;
    case FakeNode::Kind::kLink:
      fs::create_symlink(node.content, path);
      return;
    case FakeNode::Kind::kDirectory:
      fs::create_directory(path);
      for (const FakeNode& child : node.children) {
        MakeNode(path, child);
      }
      return;
  }
}

}  // namespace

FakeNode File(std::string name, std::string bytes, unsigned mode) {
  return {FakeNode::Kind::kFile, std::move(name), std::move(bytes), mode, {}};
}

FakeNode Link(std::string name, std::string target) {
  return {FakeNode::Kind::kLink, std::move(name), std::move(target), 0777, {}};
}

FakeNode Dir(std::string name, std::vector<FakeNode> children) {
  return {FakeNode::Kind::kDirectory, std::move(name), "", 0755, std::move(children)};
}

FakeTree::FakeTree(const std::vector<FakeNode>& nodes, absl::string_view parent)
    : directory_(parent) {
  // For readers of another user.
  fs::permissions(directory_.path(), static_cast<fs::perms>(0755));
  for (const FakeNode& node : nodes) {
    MakeNode(directory_.path(), node);
  }
}

HostPaths FakeTree::host() const {
  HostPaths host;
  host.sysfs = Path("sys");
  host.dev = Path("dev");
  host.proc_devices = Path("proc/devices");
  host.kmsg = Path("dev/kmsg");
  return host;
}

std::string FakeTree::Path(absl::string_view path) const { return directory_.Path(path); }

void FakeTree::Make(absl::string_view path, const FakeNode& node) {
  const std::string directory = Path(path);
  // Looked up first: that costs one system call, and recorded trees have 20,000 nodes.
  if (!fs::is_directory(directory)) {
    fs::create_directories(directory);
  }
  MakeNode(directory, node);
}

void FakeTree::Write(absl::string_view path, absl::string_view bytes) {
  const std::string full = Path(path);
  fs::create_directories(fs::path(full).parent_path());
  WriteBytes(full, bytes);
}

std::string FakeTree::Read(absl::string_view path) const {
  std::ifstream file;
  file.exceptions(std::ios::failbit);
  file.open(Path(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void FakeTree::Move(absl::string_view from, absl::string_view to) {
  fs::create_directories(fs::path(Path(to)).parent_path());
  fs::rename(Path(from), Path(to));
}

void FakeTree::Remove(absl::string_view path) { fs::remove_all(Path(path)); }

std::vector<std::string> FakeTree::Files(absl::string_view path) const {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(Path(path))) {
    if (entry.is_regular_file() && !entry.is_symlink()) {
      files.push_back(entry.path().string().substr(directory_.path().size() + 1));
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace neuron
