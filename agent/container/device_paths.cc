#include "agent/container/device_paths.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/device/device_identity.h"

namespace neuron {
namespace {

// A directory can be a whole tree, and the loop waits.
constexpr int kMostFiles = 4096;
// As the kernel has it.
constexpr int kMostLinks = 40;

using Names = std::vector<std::string>;

Names SplitPath(absl::string_view path) { return absl::StrSplit(path, '/', absl::SkipEmpty()); }

ChipSet Union(ChipSet a, ChipSet b) { return ChipSet(a.bits() | b.bits()); }

}  // namespace

// From the host's /dev, name by name, as the kernel goes.
class DevicePaths::Walk {
 public:
  // These names come before those that were to come next.
  void GoOn(const Names& names) { to_go_.insert(to_go_.end(), names.rbegin(), names.rend()); }

  // To the next name that is no dot; false at the end, and when the way leads out of /dev.
  bool Step() {
    while (!to_go_.empty() && !has_left_) {
      const std::string name = std::move(to_go_.back());
      to_go_.pop_back();
      if (name == "..") {
        Leave();
      } else if (name != ".") {
        there_.push_back(name);
        return true;
      }
    }
    return false;
  }

  // Where it stands is a link to these; false if there were too many.
  bool Turn(const Names& names, bool from_the_top) {
    there_.pop_back();
    if (from_the_top) {
      there_.clear();
    }
    GoOn(names);
    return --links_left_ >= 0;
  }

  bool has_left() const { return has_left_; }
  std::string PathFrom(const std::string& dev) const {
    return there_.empty() ? dev : absl::StrCat(dev, "/", absl::StrJoin(there_, "/"));
  }

 private:
  void Leave() {
    has_left_ = there_.empty();
    if (!has_left_) {
      there_.pop_back();
    }
  }

  Names there_;
  // The next is the last.
  Names to_go_;
  int links_left_ = kMostLinks;
  bool has_left_ = false;
};

DevicePaths::DevicePaths(std::string dev, ChipIdentities chips,
                         const absl::StatusOr<std::set<std::string>>& remote)
    : dev_(std::move(dev)),
      chips_(std::move(chips)),
      remote_(remote.ok() ? absl::make_optional(*remote) : absl::nullopt) {
  for (const auto& [identity, chip] : chips_) {
    any_.Add(chip);
  }
}

ChipSet DevicePaths::ChipsAt(const std::string& path) const {
  const absl::optional<std::string> resolved = Resolve(path);
  int files_left = kMostFiles;
  return resolved.has_value() ? ChipsBelow(*resolved, &files_left) : any_;
}

absl::optional<Names> DevicePaths::NamesIn(const std::string& path) const {
  for (const std::string& dev : {dev_, std::string("/dev")}) {
    if (path == dev || absl::StartsWith(path, dev + "/")) {
      return SplitPath(path.substr(dev.size()));
    }
  }
  return absl::nullopt;
}

absl::optional<std::string> DevicePaths::Resolve(const std::string& path) const {
  const absl::optional<Names> names = NamesIn(path);
  if (!names.has_value() || !remote_.has_value()) {
    return absl::nullopt;
  }
  Walk walk;
  walk.GoOn(*names);
  while (walk.Step()) {
    const std::string here = walk.PathFrom(dev_);
    if (MayHang(here)) {
      return absl::nullopt;
    }
    const absl::StatusOr<std::string> target = ReadLink(here);
    if (absl::IsNotFound(target.status())) {
      return here;
    }
    const bool is_no_link = absl::IsInvalidArgument(target.status());
    if (!is_no_link && !(target.ok() && Follow(*target, &walk))) {
      return absl::nullopt;
    }
  }
  return walk.has_left() ? absl::nullopt : absl::make_optional(walk.PathFrom(dev_));
}

bool DevicePaths::Follow(const std::string& target, Walk* walk) const {
  const bool is_absolute = absl::StartsWith(target, "/");
  const absl::optional<Names> names = is_absolute ? NamesIn(target) : SplitPath(target);
  return names.has_value() && walk->Turn(*names, is_absolute);
}

bool DevicePaths::MayHang(const std::string& path) const { return remote_->count(path) != 0; }

ChipSet DevicePaths::ChipsBelow(const std::string& path, int* files_left) const {
  if (--*files_left < 0 || (path != dev_ && MayHang(path))) {
    return any_;
  }
  struct statx found = {};
  if (statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC,
            STATX_TYPE | STATX_INO, &found) != 0) {
    const bool is_gone = errno == ENOENT || errno == ENOTDIR;
    return is_gone ? ChipSet() : any_;
  }
  if (!S_ISDIR(found.stx_mode)) {
    const auto chip = chips_.find(IdentityOf(found));
    return chip == chips_.end() ? ChipSet() : ChipSet({chip->second});
  }
  const auto names = ListDirectory(path);
  ChipSet inside = names.ok() ? ChipSet() : any_;
  for (const std::string& name : names.value_or(Names())) {
    inside = Union(inside, ChipsBelow(path + "/" + name, files_left));
  }
  return inside;
}

}  // namespace neuron
