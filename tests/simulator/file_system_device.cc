// The part of FileSystem that is about device nodes.

#include <cerrno>
#include <memory>
#include <string>

#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/descriptors.h"
#include "tests/simulator/file_system.h"

namespace neuron::sim {
namespace {

// A request that may wait for its chip.
struct Waiting {
  Devices* devices;
  Ticket ticket = 0;
};

void OnInterrupt(fuse_req_t, void* data) {
  const Waiting waiting = *static_cast<Waiting*>(data);
  waiting.devices->Interrupt(waiting.ticket);
}

// Begins a request whose answer may come later, so that a signal cuts it short. `begin` gives its
// ticket, and keeps the Waiting until it has answered.
template <typename Begin>
void BeginInterruptible(fuse_req_t request, Devices* devices, const Begin& begin) {
  const auto waiting = std::make_shared<Waiting>(Waiting{devices});
  waiting->ticket = begin(waiting);
  // The request is gone if it was answered.
  if (waiting->ticket == 0) return;
  if (fuse_req_interrupted(request) != 0) return devices->Interrupt(waiting->ticket);
  fuse_req_interrupt_func(request, OnInterrupt, waiting.get());
}

}  // namespace

void FileSystem::OpenDevice(fuse_req_t request, Node* node, const fuse_file_info& asked) {
  fuse_file_info info = asked;
  // Pages may be mapped, and all who map share them.
  info.keep_cache = 1;
  const Process process = Caller(request);
  Devices* devices = simulation_->devices();
  BeginInterruptible(request, devices, [&](const std::shared_ptr<Waiting>& waiting) {
    return devices->Open(process, node->chip, info.flags,
                         [this, request, node, info, process, waiting](int error) {
                           error == 0 ? FinishOpen(request, node, info, process)
                                      : static_cast<void>(fuse_reply_err(request, error));
                         });
  });
}

void FileSystem::FinishOpen(fuse_req_t request, Node* node, const fuse_file_info& info,
                            const Process& process) {
  if (host_->tree.IsAttached(node)) return ReplyOpen(request, node, info, process);
  // The chip was taken away while the open waited.
  simulation_->devices()->Close(process.pid, node->chip, info.flags, [](int) {});
  simulation_->devices()->Release();
  fuse_reply_err(request, ENODEV);
}

void FileSystem::Ioctl(fuse_req_t request, fuse_ino_t inode, unsigned number, void* argument,
                       fuse_file_info* info, unsigned, const void*, std::size_t, std::size_t) {
  FileSystem* self = Of(request);
  const Node* node = self->Find(inode);
  if (node->kind != NodeKind::kDevice) {
    fuse_reply_err(request, ENOTTY);
    return;
  }
  if (!self->host_->tree.IsAttached(node)) {
    fuse_reply_err(request, ENODEV);
    return;
  }
  const Process process = Caller(request);
  if (!process.own && HoldsWithoutCloexec(process.pid, node->inode, node->name)) {
    self->simulation_->recorder()->Change(process, PathOf(node), "holds it without O_CLOEXEC");
  }
  const int flags = FileOf(request, info)->flags;
  Devices* devices = self->simulation_->devices();
  BeginInterruptible(request, devices, [&](const std::shared_ptr<Waiting>& waiting) {
    return devices->Ioctl(process, node->chip, flags, number,
                          reinterpret_cast<std::uintptr_t>(argument),
                          std::make_shared<ProcessMemory>(fuse_req_ctx(request)->pid),
                          [request, waiting](int result) {
                            // In the result: fuse_reply_err carries no errno above 511. The answer
                            // itself is in the caller's memory already, none of it travels here.
                            fuse_reply_ioctl(request, result, nullptr, 0);
                          });
  });
}

void FileSystem::ReadDevice(fuse_req_t request, const Node& node, std::size_t size, off_t offset) {
  page_drops_.NoteUse(node.inode);
  std::string bytes;
  int error = ENODEV;
  if (host_->tree.IsAttached(&node)) {
    error = simulation_->devices()->ReadPages(Caller(request), node.chip,
                                              static_cast<std::uint64_t>(offset), size, &bytes);
  }
  if (error != 0) {
    fuse_reply_err(request, error);
    return;
  }
  fuse_reply_buf(request, bytes.data(), bytes.size());
}

// A mapping stores as it likes; write(2) is for our own applications only, whose datastores would
// else be known after they have ended.
void FileSystem::WriteDevice(fuse_req_t request, const Node& node, absl::string_view bytes,
                             off_t offset, const fuse_file_info& info) {
  const Process process = info.writepage != 0 ? Process() : Caller(request);
  if (info.writepage == 0 && !process.own) {
    simulation_->recorder()->Change(process, PathOf(&node), "writes");
    fuse_reply_err(request, EINVAL);
    return;
  }
  page_drops_.NoteUse(node.inode);
  const int error = simulation_->devices()->WritePages(process, node.chip,
                                                       static_cast<std::uint64_t>(offset), bytes);
  error == 0 ? fuse_reply_write(request, bytes.size()) : fuse_reply_err(request, error);
}

void FileSystem::Flush(fuse_req_t request, fuse_ino_t inode, fuse_file_info* info) {
  FileSystem* self = Of(request);
  const Node* node = self->Find(inode);
  // Of a chip that is gone the driver has forgotten all.
  if (!self->host_->tree.IsAttached(node)) {
    fuse_reply_err(request, 0);
    return;
  }
  self->simulation_->devices()->Close(Caller(request).pid, node->chip, FileOf(request, info)->flags,
                                      [request](int) { fuse_reply_err(request, 0); });
}

}  // namespace neuron::sim
