// The part of FileSystem that is about open files.

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/descriptors.h"
#include "tests/simulator/file_system.h"

namespace neuron::sim {
namespace {

bool IsForWriting(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

bool IsForReading(int flags) { return (flags & O_ACCMODE) != O_WRONLY; }

void ReplySlice(fuse_req_t request, const std::string& text, std::size_t size, off_t offset) {
  const std::size_t begin = std::min(text.size(), static_cast<std::size_t>(offset));
  fuse_reply_buf(request, text.data() + begin, std::min(size, text.size() - begin));
}

}  // namespace

FileSystem::OpenFile* FileSystem::FileOf(fuse_req_t request, const fuse_file_info* info) {
  return &Of(request)->open_files_.at(info->fh);
}

// 0 or an errno.
int FileSystem::OpenNode(const Process& process, Node* node, int flags) {
  if (!host_->tree.IsAttached(node)) return ENODEV;
  if (node->kind == NodeKind::kDevice) {
    return simulation_->devices()->Open(process, node->chip, flags);
  }
  if (node->kind == NodeKind::kFile && IsForWriting(flags)) {
    simulation_->recorder()->Change(process, PathOf(node), "opens for writing");
  }
  if (IsForReading(flags) && (node->mode & 0444) == 0) return EACCES;
  if (IsForWriting(flags) && (node->mode & 0222) == 0) return EACCES;
  return 0;
}

void FileSystem::Open(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info) {
  FileSystem* self = Of(request);
  Node* node = self->Find(inode);
  const bool needs_caller = node->kind == NodeKind::kDevice || IsForWriting(info->flags);
  const Process process = needs_caller ? Caller(request) : Process();
  const int error = self->OpenNode(process, node, info->flags);
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  info->direct_io = 1;
  // Only the driver minds a close.
  info->noflush = node->kind != NodeKind::kDevice;
  info->fh = ++self->last_handle_;
  self->open_files_[info->fh] = {node, info->flags, ""};
  if (fuse_reply_open(request, info) == 0) return;
  // The opener was killed meanwhile: there will be no Flush and no Release.
  self->CloseDevice(process.pid, self->open_files_[info->fh]);
  self->open_files_.erase(info->fh);
}

void FileSystem::CloseDevice(pid_t pid, const OpenFile& file) {
  if (file.node->kind != NodeKind::kDevice) return;
  simulation_->devices()->Close(pid, file.node->chip, file.flags);
}

std::string FileSystem::TextOf(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kControl:
      return control_->last() + simulation_->workloads()->Text();
    case NodeKind::kReport:
      return simulation_->ReportJson();
    default:
      return node.content;
  }
}

void FileSystem::Read(fuse_req_t request, fuse_ino_t, std::size_t size, off_t offset,
                      fuse_file_info* info) {
  FileSystem* self = Of(request);
  OpenFile* file = FileOf(request, info);
  int error = file->node->read_error;
  if (file->node->kind == NodeKind::kDevice) error = EINVAL;
  if (!self->host_->tree.IsAttached(file->node)) error = ENODEV;
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  if (offset == 0) file->text = self->TextOf(*file->node);
  ReplySlice(request, file->text, size, offset);
}

void FileSystem::Write(fuse_req_t request, fuse_ino_t, const char* bytes, std::size_t size, off_t,
                       fuse_file_info* info) {
  FileSystem* self = Of(request);
  Node* node = FileOf(request, info)->node;
  if (node->kind == NodeKind::kControl) {
    self->control_->Submit({bytes, size}, [request, size](const absl::Status& status) {
      status.ok() ? fuse_reply_write(request, size) : fuse_reply_err(request, EINVAL);
    });
    return;
  }
  if (node->kind == NodeKind::kDevice) {
    self->simulation_->recorder()->Change(Caller(request), PathOf(node), "writes");
    fuse_reply_err(request, EINVAL);
    return;
  }
  self->simulation_->WriteSysfs(Caller(request), node);
  fuse_reply_write(request, size);
}

void FileSystem::Ioctl(fuse_req_t request, fuse_ino_t, unsigned number, void* argument,
                       fuse_file_info* info, unsigned, const void*, std::size_t, std::size_t) {
  const Node* node = FileOf(request, info)->node;
  if (node->kind != NodeKind::kDevice) {
    fuse_reply_err(request, ENOTTY);
    return;
  }
  const Process process = Caller(request);
  Simulation* simulation = Of(request)->simulation_;
  if (!process.own && HoldsWithoutCloexec(process.pid, node->inode, node->name)) {
    simulation->recorder()->Change(process, PathOf(node), "holds it without O_CLOEXEC");
  }
  ProcessMemory memory(fuse_req_ctx(request)->pid);
  const int result = simulation->devices()->Ioctl(
      process, node->chip, number, reinterpret_cast<std::uintptr_t>(argument), &memory);
  // In the result: fuse_reply_err carries no errno above 511. The answer itself is in the caller's
  // memory already, so none of it travels here.
  fuse_reply_ioctl(request, result, nullptr, 0);
}

void FileSystem::Flush(fuse_req_t request, fuse_ino_t, fuse_file_info* info) {
  Of(request)->CloseDevice(Caller(request).pid, *FileOf(request, info));
  fuse_reply_err(request, 0);
}

void FileSystem::Release(fuse_req_t request, fuse_ino_t, fuse_file_info* info) {
  Of(request)->open_files_.erase(info->fh);
  fuse_reply_err(request, 0);
}

}  // namespace neuron::sim
