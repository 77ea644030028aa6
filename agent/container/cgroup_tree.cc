#include "agent/container/cgroup_tree.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/container/cgroup_mounts.h"
#include "agent/container/cgroup_path.h"
#include "agent/device/directory_listing.h"

namespace neuron {
namespace {

constexpr int kNotWatched = -1;

absl::string_view NameOf(absl::string_view path) { return path.substr(path.rfind('/') + 1); }

int DepthOf(absl::string_view path, std::size_t root_size) {
  const absl::string_view below = path.substr(root_size);
  return static_cast<int>(std::count(below.begin(), below.end(), '/'));
}

// The numbers of the first processes in a text of cgroup.procs that may have been cut off.
std::vector<int> ParseProcesses(absl::string_view text) {
  std::vector<int> pids;
  for (absl::string_view line :
       absl::StrSplit(text.substr(0, text.rfind('\n') + 1), '\n', absl::SkipEmpty())) {
    int pid;
    // Version 2 lists those without a number here as 0, version 1 does not.
    if (absl::SimpleAtoi(line, &pid) && pid > 0) {
      pids.push_back(pid);
    }
  }
  return pids;
}

// None of a cgroup that has gone, or that may have none of its own ("threaded").
absl::StatusOr<std::vector<int>> ReadProcesses(const std::string& cgroup) {
  const std::string path = absl::StrCat(cgroup, "/cgroup.procs");
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char bytes[16 * ContainerFinder::kMostProcesses];
  const ssize_t got = fd.valid() ? read(fd.get(), bytes, sizeof bytes) : -1;
  if (got >= 0) {
    return ParseProcesses({bytes, static_cast<std::size_t>(got)});
  }
  if (errno == ENOENT || errno == ENODEV || errno == EOPNOTSUPP) {
    return std::vector<int>();
  }
  return ErrnoStatus(errno, path);
}

}  // namespace

CgroupTree::CgroupTree(std::string root) : root_(std::move(root)) {
  absl::StatusOr<DirectoryChanges> changes = DirectoryChanges::Open();
  if (changes.ok()) {
    changes_ = *std::move(changes);
  }
}

absl::Status CgroupTree::Look(bool afresh) {
  return !afresh && watched_ && Follow() ? sight_ : Walk();
}

absl::Status CgroupTree::Walk() {
  directories_.clear();
  by_watch_.clear();
  containers_.clear();
  places_.clear();
  sight_ = absl::OkStatus();
  watched_ = false;
  if (changes_.has_value()) {
    // The walk sees what came of them; nor does it matter what was lost.
    (void)changes_->Take();
    watched_ = true;
  }
  const absl::StatusOr<std::vector<std::string>> hierarchies = FindHierarchies(root_);
  if (!hierarchies.ok()) {
    Doubt(hierarchies.status());
    return sight_;
  }
  for (const std::string& hierarchy : *hierarchies) {
    Visit(hierarchy, hierarchy.size());
  }
  return sight_;
}

// Whether that was enough to know all.
bool CgroupTree::Follow() {
  const absl::StatusOr<std::vector<DirectoryChanges::Change>> changes = changes_->Take();
  if (!changes.ok()) {
    return false;
  }
  for (const DirectoryChanges::Change& change : *changes) {
    const auto around = by_watch_.find(change.watch);
    // Not there any more: what was in it has been forgotten with it.
    if (around == by_watch_.end()) {
      continue;
    }
    const std::string path = absl::StrCat(around->second, "/", change.name);
    if (change.made) {
      Visit(path, directories_.at(around->second).root_size);
    } else {
      Leave(path);
    }
  }
  return watched_;
}

void CgroupTree::Visit(const std::string& path, std::size_t root_size) {
  if (DepthOf(path, root_size) > kDeepest) {
    return;
  }
  if (directories_.size() >= kMostDirectories) {
    Doubt(absl::ResourceExhaustedError(
        absl::StrCat(root_, ": more than ", kMostDirectories, " cgroups; remove those left over")));
    return;
  }
  // Before it is listed, so that nothing is made in between.
  Enter(path, {root_size, Watch(path)});
  for (const std::string& name : ListChildren(path)) {
    Visit(absl::StrCat(path, "/", name), root_size);
  }
}

std::vector<std::string> CgroupTree::ListChildren(const std::string& path) {
  const UniqueFd directory(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
  DirectoryListing listing;
  const absl::Status listed =
      directory.valid() ? listing.Read(directory.get(), path) : ErrnoStatus(errno, path);
  if (!listed.ok() && !absl::IsNotFound(listed)) {
    Doubt(listed);
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < listing.size(); ++i) {
    if (listing.is_directory(i)) {
      names.emplace_back(listing.name(i));
    }
  }
  return names;
}

int CgroupTree::Watch(const std::string& path) {
  if (!changes_.has_value()) {
    return kNotWatched;
  }
  const absl::StatusOr<int> watch = changes_->Watch(path);
  if (!watch.ok() && !absl::IsNotFound(watch.status())) {
    watched_ = false;
  }
  return watch.value_or(kNotWatched);
}

void CgroupTree::Enter(const std::string& path, const Directory& directory) {
  directories_.insert_or_assign(path, directory);
  if (directory.watch != kNotWatched) {
    by_watch_[directory.watch] = path;
  }
  const absl::string_view below = absl::string_view(path).substr(directory.root_size);
  if (!NamesContainer(NameOf(below))) {
    return;
  }
  const CgroupOwner owner = *ParseCgroupPath(below);
  turnover_ += places_[owner.id].insert(path).second ? 1 : 0;
  std::string& task_id = containers_[owner.id];
  if (task_id.empty()) {
    task_id = owner.task_id;
  }
}

void CgroupTree::Leave(const std::string& path) {
  const std::string below = path + "/";
  auto part = directories_.lower_bound(below);
  while (part != directories_.end() && absl::StartsWith(part->first, below)) {
    Strike(part++);
  }
  part = directories_.find(path);
  if (part != directories_.end()) {
    Strike(part);
  }
}

void CgroupTree::Strike(std::map<std::string, Directory>::iterator directory) {
  const absl::optional<CgroupOwner> owner =
      ParseCgroupPath(absl::string_view(directory->first).substr(directory->second.root_size));
  const auto places = owner.has_value() ? places_.find(owner->id) : places_.end();
  if (places != places_.end()) {
    turnover_ += places->second.erase(directory->first);
    if (places->second.empty()) {
      containers_.erase(places->first);
      places_.erase(places);
    }
  }
  by_watch_.erase(directory->second.watch);
  directories_.erase(directory);
}

// Nothing is kept of a tree that was not seen whole.
void CgroupTree::Doubt(const absl::Status& why) {
  watched_ = false;
  if (sight_.ok()) {
    sight_ = why;
  }
}

std::string CgroupTree::Cgroup(const std::string& id) const {
  const auto places = places_.find(id);
  if (places == places_.end()) {
    return "";
  }
  const std::string& path = *places->second.begin();
  return path.substr(directories_.at(path).root_size);
}

// In the order in which their processes are asked for.
std::vector<std::string> CgroupTree::ListCgroups(const std::string& id) const {
  std::vector<std::string> cgroups;
  const auto places = places_.find(id);
  if (places == places_.end()) {
    return cgroups;
  }
  for (const std::string& place : places->second) {
    cgroups.push_back(place);
    const std::string below = place + "/";
    for (auto part = directories_.lower_bound(below);
         part != directories_.end() && absl::StartsWith(part->first, below); ++part) {
      cgroups.push_back(part->first);
    }
  }
  return cgroups;
}

absl::StatusOr<std::vector<int>> CgroupTree::Processes(const std::string& id) const {
  std::vector<int> pids;
  for (const std::string& cgroup : ListCgroups(id)) {
    NEURON_ASSIGN_OR_RETURN(const std::vector<int> found, ReadProcesses(cgroup));
    const std::size_t room = std::min(found.size(), kMostProcesses - pids.size());
    pids.insert(pids.end(), found.begin(), found.begin() + static_cast<std::ptrdiff_t>(room));
    if (pids.size() == kMostProcesses) {
      break;
    }
  }
  return pids;
}

}  // namespace neuron
