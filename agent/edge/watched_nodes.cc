#include "agent/edge/watched_nodes.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/device_identity.h"

namespace neuron {
namespace {

constexpr std::uint32_t kWanted =
    IN_OPEN | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE | IN_ATTRIB | IN_DELETE_SELF | IN_DONT_FOLLOW;

absl::Status WithCure(const absl::Status& status, absl::string_view cure) {
  return absl::Status(status.code(), absl::StrCat(status.message(), "; ", cure));
}

// ENOSPC and EMFILE are inotify's own limits here, and not what they are elsewhere.
absl::Status InotifyError(int error, absl::string_view what) {
  const absl::Status status = ErrnoStatus(error, what);
  switch (error) {
    case EACCES:
      return WithCure(status, "run the agent as root");
    case ENOSPC:
      return WithCure(status, "raise the sysctl fs.inotify.max_user_watches");
    case EMFILE:
      return WithCure(status,
                      "raise the sysctl fs.inotify.max_user_instances or the limit on open files");
    default:
      return status;
  }
}

// What keeps us out of a container's root directory is the kernel's rule for ptrace.
absl::Status DirectoryError(int error, const std::string& directory) {
  const absl::Status status = ErrnoStatus(error, directory);
  return absl::IsPermissionDenied(status)
             ? WithCure(status, "run the agent as root or grant CAP_SYS_PTRACE")
             : status;
}

// The chip whose node this is, or end().
ChipIdentities::const_iterator ChipAt(const std::string& path, const ChipIdentities& chips) {
  struct statx found;
  constexpr int kAtHand = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  if (statx(AT_FDCWD, path.c_str(), kAtHand, STATX_TYPE | STATX_INO, &found) != 0) {
    return chips.end();
  }
  return chips.find(IdentityOf(found));
}

// Takes into `names` what can be a node, of at most kMostNames entries.
absl::Status ListNodes(const std::string& directory, std::vector<std::string>* names) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(directory.c_str()), closedir);
  if (entries == nullptr) {
    return DirectoryError(errno, directory);
  }
  errno = 0;
  for (std::size_t i = 0; const dirent* entry = readdir(entries.get()); ++i) {
    if (i >= WatchedNodes::kMostNames) {
      return absl::ResourceExhaustedError(
          absl::StrCat(directory, ": more than ", WatchedNodes::kMostNames,
                       " files; nodes among those beyond are not listened at"));
    }
    if (entry->d_type == DT_CHR || entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN) {
      names->push_back(entry->d_name);
    }
    errno = 0;
  }
  return errno == 0 ? absl::OkStatus() : DirectoryError(errno, directory);
}

// A node that has just gone is not there to be watched.
absl::Status WatchNode(const UniqueFd& inotify, const std::string& path, int chip,
                       std::atomic<int>* room, std::map<int, int>* watches) {
  if (room->fetch_sub(1) <= 0) {
    room->fetch_add(1);
    return absl::ResourceExhaustedError(absl::StrCat(
        path, ": the containers have too many nodes of chips; give each only those that it uses"));
  }
  // Of a node that is watched already, the number that it has.
  const int watch = inotify_add_watch(inotify.get(), path.c_str(), kWanted);
  if (watch < 0) {
    return errno == ENOENT ? absl::OkStatus() : InotifyError(errno, path);
  }
  (*watches)[watch] = chip;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<UniqueFd> OpenInotify() {
  UniqueFd inotify(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify.valid()) {
    return InotifyError(errno, "inotify");
  }
  return inotify;
}

WatchedNodes WatchNodes(const UniqueFd& inotify, const std::string& directory,
                        const ChipIdentities& chips, std::atomic<int>* room) {
  WatchedNodes nodes;
  std::vector<std::string> names;
  nodes.status = ListNodes(directory, &names);
  for (const std::string& name : names) {
    const std::string path = absl::StrCat(directory, "/", name);
    const auto chip = ChipAt(path, chips);
    if (chip != chips.end()) {
      nodes.status.Update(WatchNode(inotify, path, chip->second, room, &nodes.watches));
    }
  }
  return nodes;
}

}  // namespace neuron
