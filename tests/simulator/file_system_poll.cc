// The part of FileSystem that is about those who wait for a file to change.

#include <poll.h>

#include "tests/simulator/file_system.h"

namespace neuron::sim {

// Of the chip's health always; of counters only if the driver was told to.
bool FileSystem::TellsReaders(const Node& node) const {
  if (node.name == "hw_error_event") return true;
  if (node.name != "total" && node.name != "present" && node.name != "peak") return false;
  for (const Node* above = node.parent; above != nullptr; above = above->parent) {
    const Node* info = Tree::FindChild(above, "info");
    const Node* delay = info == nullptr ? nullptr : Tree::FindChild(info, "notify_delay");
    if (delay != nullptr) return delay->content == "0\n";
  }
  return false;
}

unsigned FileSystem::EventsOf(const OpenFile& file) const {
  constexpr unsigned kAlways = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM;
  constexpr unsigned kChanged = kAlways | POLLERR | POLLPRI;
  if (!file.was_read || !host_->tree.IsAttached(file.node)) return kChanged;
  const bool tells = TellsReaders(*file.node);
  return tells && TextOf(*file.node) != file.text ? kChanged : kAlways;
}

void FileSystem::Poll(fuse_req_t request, fuse_ino_t, fuse_file_info* info,
                      fuse_pollhandle* poller) {
  OpenFile* file = FileOf(request, info);
  if (poller != nullptr) {
    if (file->poller != nullptr) fuse_pollhandle_destroy(file->poller);
    file->poller = poller;
    file->told_text = Of(request)->TextOf(*file->node);
    file->told_there = Of(request)->host_->tree.IsAttached(file->node);
    Of(request)->polled_.insert(info->fh);
  }
  fuse_reply_poll(request, Of(request)->EventsOf(*file));
}

bool FileSystem::HasNews(const OpenFile& file) const {
  if (!host_->tree.IsAttached(file.node)) return file.told_there;
  return TellsReaders(*file.node) && TextOf(*file.node) != file.told_text;
}

void FileSystem::TellPollers() {
  for (auto it = polled_.begin(); it != polled_.end();) {
    OpenFile& file = open_files_.at(*it);
    if (!HasNews(file)) {
      ++it;
      continue;
    }
    fuse_lowlevel_notify_poll(file.poller);
    fuse_pollhandle_destroy(file.poller);
    file.poller = nullptr;
    it = polled_.erase(it);
  }
}

}  // namespace neuron::sim
