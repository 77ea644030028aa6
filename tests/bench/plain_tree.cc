#include "tests/bench/plain_tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

absl::Status WriteFile(const std::string& path, unsigned mode, const std::string& content) {
  const UniqueFd fd(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd.valid() || fchmod(fd.get(), mode) != 0 ||
      write(fd.get(), content.data(), content.size()) != static_cast<ssize_t>(content.size())) {
    return ErrnoStatus(errno, path);
  }
  return absl::OkStatus();
}

absl::Status WriteNode(const sim::Node& node, const std::string& path);

absl::Status WriteChildren(const sim::Node& directory, const std::string& path) {
  for (const auto& [inode, child] : directory.children) {
    NEURON_RETURN_IF_ERROR(WriteNode(*child, absl::StrCat(path, "/", child->name)));
  }
  return absl::OkStatus();
}

absl::Status WriteNode(const sim::Node& node, const std::string& path) {
  switch (node.kind) {
    case sim::NodeKind::kDirectory:
      if (mkdir(path.c_str(), 0755) != 0) return ErrnoStatus(errno, path);
      return WriteChildren(node, path);
    case sim::NodeKind::kLink:
      return symlink(node.content.c_str(), path.c_str()) == 0 ? absl::OkStatus()
                                                              : ErrnoStatus(errno, path);
    case sim::NodeKind::kFile:
      return WriteFile(path, node.mode, node.content);
    case sim::NodeKind::kDevice:
      return WriteFile(path, node.mode, "");
    case sim::NodeKind::kControl:
    case sim::NodeKind::kReport:
    case sim::NodeKind::kLog:
      break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WritePlainTree(const sim::Node& root, const std::string& directory) {
  return WriteChildren(root, directory);
}

}  // namespace neuron
