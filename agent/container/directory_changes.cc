#include "agent/container/directory_changes.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr std::uint32_t kMade = IN_CREATE | IN_MOVED_TO;
constexpr std::uint32_t kRemoved = IN_DELETE | IN_MOVED_FROM;

// Whether nothing was lost.
bool Decode(const char* bytes, std::size_t size, std::vector<DirectoryChanges::Change>* changes) {
  bool whole = true;
  for (std::size_t at = 0; at < size;) {
    inotify_event event;
    std::memcpy(&event, bytes + at, sizeof event);
    whole = whole && (event.mask & IN_Q_OVERFLOW) == 0;
    // The name is filled up with NULs.
    if ((event.mask & IN_ISDIR) != 0 && event.len > 0) {
      changes->push_back({event.wd, bytes + at + sizeof event, (event.mask & kMade) != 0});
    }
    at += sizeof event + event.len;
  }
  return whole;
}

}  // namespace

absl::StatusOr<DirectoryChanges> DirectoryChanges::Open() {
  UniqueFd inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify.valid()) {
    return ErrnoStatus(errno, "inotify");
  }
  return DirectoryChanges(std::move(inotify));
}

absl::StatusOr<int> DirectoryChanges::Watch(const std::string& directory) {
  const int watch =
      inotify_add_watch(inotify_.get(), directory.c_str(), kMade | kRemoved | IN_ONLYDIR);
  if (watch < 0) {
    return ErrnoStatus(errno, absl::StrCat("watch ", directory));
  }
  return watch;
}

absl::StatusOr<std::vector<DirectoryChanges::Change>> DirectoryChanges::Take() {
  std::vector<Change> changes;
  bool whole = true;
  alignas(inotify_event) char bytes[16 * 1024];
  ssize_t got;
  while ((got = read(inotify_.get(), bytes, sizeof bytes)) > 0) {
    whole = Decode(bytes, static_cast<std::size_t>(got), &changes) && whole;
  }
  if (!whole) {
    return absl::DataLossError("changes of directories were lost: too many at once");
  }
  return changes;
}

}  // namespace neuron
