#include "agent/edge/node_watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/device_identity.h"

namespace neuron {
namespace {

constexpr std::uint32_t kComesAndGoes = IN_OPEN | IN_CLOSE_WRITE | IN_CLOSE_NOWRITE;
constexpr std::uint32_t kMayBeAnother = IN_ATTRIB | IN_DELETE_SELF;

// Some hundred events at once, so that a storm does not keep the loop from its other work.
constexpr std::size_t kReadBytes = 8 * 1024;

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
absl::Status ContainerError(const absl::Status& status) {
  return absl::IsPermissionDenied(status)
             ? WithCure(status, "run the agent as root or grant CAP_SYS_PTRACE")
             : status;
}

// What is not there to be watched, or has just gone with its process.
absl::Status UnlessGone(const absl::Status& status) {
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

// The chip whose node this is, or end().
ChipIdentities::const_iterator ChipAt(const std::string& path, const ChipIdentities& chips) {
  struct statx found;
  // Asks no remote file system, which may not answer, of what is mounted there.
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
    return ErrnoStatus(errno, directory);
  }
  errno = 0;
  for (std::size_t i = 0; const dirent* entry = readdir(entries.get()); ++i) {
    if (i >= NodeWatch::kMostNames) {
      return absl::ResourceExhaustedError(
          absl::StrCat(directory, ": more than ", NodeWatch::kMostNames,
                       " files; nodes among those beyond are not listened at"));
    }
    if (entry->d_type == DT_CHR || entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN) {
      names->push_back(entry->d_name);
    }
    errno = 0;
  }
  return errno == 0 ? absl::OkStatus() : ErrnoStatus(errno, directory);
}

absl::Status EveryChipIn(const std::map<int, int>& watches, const ChipIdentities& chips,
                         const std::string& dev) {
  std::set<int> watched;
  for (const auto& [watch, chip] : watches) {
    watched.insert(chip);
  }
  for (const auto& [identity, chip] : chips) {
    if (watched.count(chip) == 0) {
      return absl::NotFoundError(absl::StrCat(
          dev, ": no node of neuron", chip, "; run the agent with the host's device nodes there"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

NodeWatch::NodeWatch(Loop* loop, HostPaths host, std::function<void(const Edge&)> heard)
    : loop_(loop), host_(std::move(host)), heard_(std::move(heard)) {}

NodeWatch::~NodeWatch() = default;

void NodeWatch::Follow(const ChipIdentities& chips, const std::vector<int>& container_pids) {
  status_ = absl::OkStatus();
  if (chips.empty()) {
    Deafen();
    return;
  }
  status_ = Listen();
  if (!status_.ok()) {
    return;
  }
  Watches watches;
  status_.Update(WatchNodes(host_.dev, chips, &watches));
  status_.Update(EveryChipIn(watches, chips, host_.dev));
  status_.Update(WatchContainers(chips, container_pids, &watches));
  Keep(std::move(watches));
}

absl::Status NodeWatch::Listen() {
  if (inotify_.valid()) {
    return absl::OkStatus();
  }
  inotify_ = UniqueFd(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify_.valid()) {
    return InotifyError(errno, "inotify");
  }
  readable_ = loop_->Watch(inotify_.get(), [this] { Drain(); });
  return absl::OkStatus();
}

void NodeWatch::Deafen() {
  readable_.reset();
  inotify_.Reset();
  watches_.clear();
}

absl::Status NodeWatch::WatchNodes(const std::string& directory, const ChipIdentities& chips,
                                   Watches* watches) {
  std::vector<std::string> names;
  absl::Status first = ContainerError(ListNodes(directory, &names));
  for (const std::string& name : names) {
    const std::string path = absl::StrCat(directory, "/", name);
    const auto chip = ChipAt(path, chips);
    if (chip != chips.end()) {
      first.Update(UnlessGone(WatchNode(path, chip->second, watches)));
    }
  }
  return first;
}

absl::Status NodeWatch::WatchNode(const std::string& path, int chip, Watches* watches) {
  if (watches->size() >= kMaxWatches) {
    return absl::ResourceExhaustedError(
        absl::StrCat(path, ": the containers have more than ", kMaxWatches,
                     " nodes of chips; give each only those that it uses"));
  }
  // Of a node that is watched already, the number that it has.
  const int watch = inotify_add_watch(inotify_.get(), path.c_str(),
                                      kComesAndGoes | kMayBeAnother | IN_DONT_FOLLOW);
  if (watch < 0) {
    return InotifyError(errno, path);
  }
  (*watches)[watch] = chip;
  return absl::OkStatus();
}

absl::Status NodeWatch::WatchContainers(const ChipIdentities& chips, const std::vector<int>& pids,
                                        Watches* watches) {
  absl::Status first;
  for (const int pid : pids) {
    first.Update(
        UnlessGone(WatchNodes(absl::StrCat(host_.proc, "/", pid, "/root/dev"), chips, watches)));
  }
  return first;
}

void NodeWatch::Keep(Watches watches) {
  for (const auto& [watch, chip] : watches_) {
    if (watches.count(watch) == 0) {
      inotify_rm_watch(inotify_.get(), watch);
    }
  }
  watches_ = std::move(watches);
}

void NodeWatch::Drain() {
  char bytes[kReadBytes];
  const ssize_t size = read(inotify_.get(), bytes, sizeof(bytes));
  if (size < 0) {
    return;
  }
  const absl::StatusOr<std::vector<NodeEvent>> events =
      DecodeNodeEvents({bytes, static_cast<std::size_t>(size)});
  if (!events.ok()) {
    Tell(Edge::Kind::kLost, -1);
    return;
  }
  for (const NodeEvent& event : *events) {
    OnEvent(event);
  }
}

void NodeWatch::OnEvent(const NodeEvent& event) {
  if ((event.mask & IN_Q_OVERFLOW) != 0) {
    Tell(Edge::Kind::kLost, -1);
    return;
  }
  const auto watched = watches_.find(event.watch);
  if (watched == watches_.end()) {
    return;
  }
  const int chip = watched->second;
  if ((event.mask & IN_IGNORED) != 0) {
    watches_.erase(watched);
  } else if ((event.mask & IN_OPEN) != 0) {
    Tell(Edge::Kind::kOpened, chip);
  } else if ((event.mask & (IN_CLOSE_WRITE | IN_CLOSE_NOWRITE)) != 0) {
    Tell(Edge::Kind::kClosed, chip);
  } else if ((event.mask & kMayBeAnother) != 0) {
    Tell(Edge::Kind::kLost, chip);
  }
}

void NodeWatch::Tell(Edge::Kind kind, int chip) {
  heard_({kind, loop_->Monotonic(), /*pid=*/0, chip});
}

}  // namespace neuron
