// The part of FileSystem that is about open files.

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/time/clock.h"
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
int FileSystem::OpenFlags(const Process& process, Node* node, int flags) {
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
  if (!self->host_->tree.IsAttached(node)) {
    fuse_reply_err(request, ENODEV);
    return;
  }
  if (node->kind == NodeKind::kDevice) return self->OpenDevice(request, node, *info);
  const Process process = IsForWriting(info->flags) ? Caller(request) : Process();
  const int error = self->OpenFlags(process, node, info->flags);
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  info->direct_io = 1;
  // Only the driver minds a close.
  info->noflush = 1;
  self->ReplyOpen(request, node, *info, process);
}

void FileSystem::ReplyOpen(fuse_req_t request, Node* node, fuse_file_info info,
                           const Process& process) {
  info.fh = ++last_handle_;
  OpenFile& file = open_files_[info.fh];
  file.node = node;
  file.flags = info.flags;
  if (fuse_reply_open(request, &info) == 0) return;
  // The opener was killed meanwhile: there will be no Flush and no Release.
  open_files_.erase(info.fh);
  if (node->kind != NodeKind::kDevice) return;
  simulation_->devices()->Close(process.pid, node->chip, info.flags, [](int) {});
  simulation_->devices()->Release();
}

std::string FileSystem::TextOf(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kControl:
      return control_->last() + simulation_->workloads()->Text();
    case NodeKind::kReport:
      return simulation_->ReportJson();
    default:
      return simulation_->devices()->TextOf(node);
  }
}

// A file that is gone keeps nobody waiting.
absl::Time FileSystem::ReadableAt(const Node& node, absl::Time asked) const {
  if (!host_->tree.IsAttached(&node)) return asked;
  return std::max(asked + node.read_delay, simulation_->devices()->ReadableAt(node, asked));
}

void FileSystem::ReplyRead(fuse_req_t request, OpenFile* file, std::size_t size, off_t offset) {
  const bool is_there = host_->tree.IsAttached(file->node);
  const int error = is_there ? file->node->read_error : ENODEV;
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  if (file->node->kind == NodeKind::kLog) {
    ReplySlice(request, file->node->content, size, offset);
    return;
  }
  if (offset == 0) {
    file->text = TextOf(*file->node);
    file->was_read = true;
  }
  ReplySlice(request, file->text, size, offset);
}

void FileSystem::Read(fuse_req_t request, fuse_ino_t inode, std::size_t size, off_t offset,
                      fuse_file_info* info) {
  FileSystem* self = Of(request);
  const Node& node = *self->Find(inode);
  if (node.kind == NodeKind::kDevice) return self->ReadDevice(request, node, size, offset);
  const absl::Time asked = absl::Now();
  // What comes after the first bytes is in the kernel's buffer of a real sysfs.
  if (offset > 0 || self->ReadableAt(node, asked) <= asked) {
    return self->ReplyRead(request, FileOf(request, info), size, offset);
  }
  const std::uint64_t handle = info->fh;
  self->pending_reads_.Add([self, &node, asked] { return self->ReadableAt(node, asked); },
                           [self, request, handle, size](int error) {
                             if (error != 0) {
                               fuse_reply_err(request, error);
                               return;
                             }
                             self->ReplyRead(request, &self->open_files_.at(handle), size, 0);
                           });
}

void FileSystem::Write(fuse_req_t request, fuse_ino_t inode, const char* bytes, std::size_t size,
                       off_t offset, fuse_file_info* info) {
  FileSystem* self = Of(request);
  Node* node = self->Find(inode);
  if (node->kind == NodeKind::kDevice) {
    return self->WriteDevice(request, *node, {bytes, size}, offset, *info);
  }
  if (node->kind == NodeKind::kControl) {
    self->control_->Submit({bytes, size}, [request, size](const absl::Status& status) {
      status.ok() ? fuse_reply_write(request, size) : fuse_reply_err(request, EINVAL);
    });
    return;
  }
  self->simulation_->WriteSysfs(Caller(request), node);
  fuse_reply_write(request, size);
}

void FileSystem::Advance(absl::Time now) {
  pending_reads_.Advance(now);
  TellPollers();
}

void FileSystem::CutShort() {
  pending_reads_.CutShort(EIO);
  simulation_->devices()->CutShort(EIO);
}

void FileSystem::Release(fuse_req_t request, fuse_ino_t, fuse_file_info* info) {
  FileSystem* self = Of(request);
  const auto file = self->open_files_.extract(info->fh);
  if (file.mapped().poller != nullptr) fuse_pollhandle_destroy(file.mapped().poller);
  self->polled_.erase(info->fh);
  if (file.mapped().node->kind == NodeKind::kDevice) self->simulation_->devices()->Release();
  fuse_reply_err(request, 0);
}

}  // namespace neuron::sim
