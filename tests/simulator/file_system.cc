#include "tests/simulator/file_system.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {
namespace {

// Names and attributes do not change, but for what the host may take away and for a log's size.
constexpr double kForeverSeconds = 3600;

mode_t TypeBits(NodeKind kind) {
  switch (kind) {
    case NodeKind::kDirectory:
      return S_IFDIR;
    case NodeKind::kLink:
      return S_IFLNK;
    default:
      return S_IFREG;
  }
}

// Above every offset that a datastore is mapped at: the kernel maps nothing behind the end.
constexpr off_t kDeviceSize = off_t{1} << 47;

// How long the kernel may keep what it was told of the node.
double AttributesLast(const Node& node) {
  return node.kind == NodeKind::kLog ? 0 : kForeverSeconds;
}

// As kernfs has it: one page for an attribute, whatever is in it.
off_t SizeOf(const Node& node) {
  if (node.kind == NodeKind::kDevice) return kDeviceSize;
  if (node.kind == NodeKind::kLink || node.kind == NodeKind::kLog) {
    return static_cast<off_t>(node.content.size());
  }
  const bool is_attribute = node.kind == NodeKind::kFile && absl::StartsWith(PathOf(&node), "sys/");
  return is_attribute ? 4096 : 0;
}

}  // namespace

FileSystem::FileSystem(Host* host, Simulation* simulation, ControlFile* control)
    : host_(host),
      simulation_(simulation),
      control_(control),
      page_drops_([this](int chip) { return DeviceInode(chip); }) {
  simulation_->devices()->set_page_cache(&page_drops_);
}

fuse_ino_t FileSystem::DeviceInode(int chip) {
  const Node* node = host_->tree.Find(absl::StrCat("dev/neuron", chip));
  return node == nullptr ? 0 : node->inode;
}

FileSystem* FileSystem::Of(fuse_req_t request) {
  return static_cast<FileSystem*>(fuse_req_userdata(request));
}

Process FileSystem::Caller(fuse_req_t request) { return ProcessOf(fuse_req_ctx(request)->pid); }

struct stat FileSystem::Attributes(const Node& node) const {
  struct stat attributes = {};
  attributes.st_ino = node.inode;
  attributes.st_mode = TypeBits(node.kind) | node.mode;
  attributes.st_nlink = node.kind == NodeKind::kDirectory ? 2 : 1;
  attributes.st_size = SizeOf(node);
  return attributes;
}

void FileSystem::Lookup(fuse_req_t request, fuse_ino_t parent, const char* name) {
  FileSystem* self = Of(request);
  const Node* node = Tree::FindChild(self->Find(parent), name);
  if (node == nullptr) {
    fuse_reply_err(request, ENOENT);
    return;
  }
  fuse_entry_param entry = {};
  entry.ino = node->inode;
  entry.attr = self->Attributes(*node);
  entry.attr_timeout = AttributesLast(*node);
  entry.entry_timeout = node->removable ? 0 : kForeverSeconds;
  fuse_reply_entry(request, &entry);
}

void FileSystem::GetAttributes(fuse_req_t request, fuse_ino_t inode, fuse_file_info*) {
  FileSystem* self = Of(request);
  const Node& node = *self->Find(inode);
  const struct stat attributes = self->Attributes(node);
  fuse_reply_attr(request, &attributes, AttributesLast(node));
}

void FileSystem::ReadTarget(fuse_req_t request, fuse_ino_t inode) {
  fuse_reply_readlink(request, Of(request)->Find(inode)->content.c_str());
}

void FileSystem::ReadDirectory(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset,
                               fuse_file_info*) {
  FileSystem* self = Of(request);
  const Node* directory = self->Find(inode);
  std::vector<char> buffer(size);
  std::size_t used = 0;
  const auto add = [&](const char* name, const Node& node, off_t next) {
    const struct stat attributes = self->Attributes(node);
    const std::size_t needed =
        fuse_add_direntry(request, buffer.data() + used, size - used, name, &attributes, next);
    if (needed > size - used) return false;
    used += needed;
    return true;
  };
  // An entry's offset is its inode, so that a name that goes away does not move the others. The two
  // that every directory has come first; no child has the inode of the root, 1.
  const Node* parent = directory->parent != nullptr ? directory->parent : directory;
  bool has_room = offset > 0 || (add(".", *directory, 0) && add("..", *parent, 1));
  auto child =
      directory->children.upper_bound(static_cast<std::uint64_t>(std::max<off_t>(offset, 1)));
  for (; has_room && child != directory->children.end(); ++child) {
    has_room = add(child->second->name.c_str(), *child->second, static_cast<off_t>(child->first));
  }
  fuse_reply_buf(request, buffer.data(), used);
}

void FileSystem::SetAttributes(fuse_req_t request, fuse_ino_t inode, struct stat*, int set,
                               fuse_file_info* info) {
  FileSystem* self = Of(request);
  const bool truncates = (set & FUSE_SET_ATTR_SIZE) != 0;
  const Node* node = self->Find(inode);
  if (node->kind == NodeKind::kControl && truncates) {
    GetAttributes(request, inode, info);
    return;
  }
  self->simulation_->recorder()->Change(Caller(request), PathOf(node),
                                        truncates ? "truncates" : "changes attributes");
  fuse_reply_err(request, EPERM);
}

void FileSystem::Refuse(fuse_req_t request, fuse_ino_t inode, const char* name, const char* deed) {
  FileSystem* self = Of(request);
  const std::string directory = PathOf(self->Find(inode));
  const std::string path = directory.empty() || *name == '\0' ? absl::StrCat(directory, name)
                                                              : absl::StrCat(directory, "/", name);
  self->simulation_->recorder()->Change(Caller(request), path, deed);
  fuse_reply_err(request, EPERM);
}

fuse_lowlevel_ops FileSystem::Operations() {
  fuse_lowlevel_ops operations = {};
  operations.lookup = Lookup;
  operations.getattr = GetAttributes;
  operations.setattr = SetAttributes;
  operations.readlink = ReadTarget;
  operations.readdir = ReadDirectory;
  operations.open = Open;
  operations.read = Read;
  operations.write = Write;
  operations.ioctl = Ioctl;
  operations.poll = Poll;
  operations.flush = Flush;
  operations.release = Release;
  operations.mknod = [](fuse_req_t request, fuse_ino_t parent, const char* name, mode_t, dev_t) {
    Refuse(request, parent, name, "creates");
  };
  operations.create = [](fuse_req_t request, fuse_ino_t parent, const char* name, mode_t,
                         fuse_file_info*) { Refuse(request, parent, name, "creates"); };
  operations.mkdir = [](fuse_req_t request, fuse_ino_t parent, const char* name, mode_t) {
    Refuse(request, parent, name, "creates");
  };
  operations.symlink = [](fuse_req_t request, const char*, fuse_ino_t parent, const char* name) {
    Refuse(request, parent, name, "creates");
  };
  operations.link = [](fuse_req_t request, fuse_ino_t, fuse_ino_t parent, const char* name) {
    Refuse(request, parent, name, "creates");
  };
  operations.unlink = [](fuse_req_t request, fuse_ino_t parent, const char* name) {
    Refuse(request, parent, name, "removes");
  };
  operations.rmdir = operations.unlink;
  operations.rename = [](fuse_req_t request, fuse_ino_t parent, const char* name, fuse_ino_t,
                         const char*, unsigned) { Refuse(request, parent, name, "renames"); };
  operations.setxattr = [](fuse_req_t request, fuse_ino_t inode, const char*, const char*,
                           std::size_t, int) { Refuse(request, inode, "", "sets an attribute"); };
  return operations;
}

}  // namespace neuron::sim
