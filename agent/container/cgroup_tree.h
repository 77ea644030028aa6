#ifndef AGENT_CONTAINER_CGROUP_TREE_H_
#define AGENT_CONTAINER_CGROUP_TREE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/container/container_finder.h"
#include "agent/container/directory_changes.h"

namespace neuron {

// Finds containers by the names of directories in the cgroup file system.
//
// `root` is where it is mounted: version 2, or the directory of the version 1 hierarchies, of which
// one that every container is in is walked, and the version 2 beside them if there is one. Each
// directory is listed once and then watched (inotify), so that a look at a tree at rest is one
// system call. Where not all can be watched, or changes were lost, each look walks the whole tree.
// A directory that vanishes during the walk is normal.
//
// Bounded: cgroups more than kDeepest levels below a root are left out (they can only be parts of
// containers, or containers in those), and after kMostDirectories it is ResourceExhausted.
class CgroupTree : public ContainerFinder {
 public:
  static constexpr int kDeepest = 16;
  static constexpr std::size_t kMostDirectories = 16 * 1024;

  explicit CgroupTree(std::string root);

  // FailedPrecondition, and no containers, if there is no cgroup file system at the root, or only
  // the part of it that a container is shown.
  absl::Status Look(bool afresh) override;
  const std::map<std::string, std::string>& containers() const override { return containers_; }
  std::string Cgroup(const std::string& id) const override;
  // Those in its cgroup, then those in the cgroups below.
  absl::StatusOr<std::vector<int>> Processes(const std::string& id) const override;

  // Can be polled: readable when the next look may differ; -1 where nothing can be watched.
  int descriptor() const { return changes_.has_value() ? changes_->descriptor() : -1; }
  // Whether descriptor() tells of every change since the last look.
  bool IsWatched() const { return watched_; }
  // How many cgroups of containers have come or gone in all looks: the same as before if none has.
  // A walk counts those that it finds again too.
  std::uint64_t turnover() const { return turnover_; }

 private:
  struct Directory {
    // How much of its path is its hierarchy's.
    std::size_t root_size;
    int watch;
  };

  absl::Status Walk();
  bool Follow();
  void Visit(const std::string& path, std::size_t root_size);
  std::vector<std::string> ListChildren(const std::string& path);
  int Watch(const std::string& path);
  void Enter(const std::string& path, const Directory& directory);
  void Leave(const std::string& path);
  void Strike(std::map<std::string, Directory>::iterator directory);
  void Doubt(const absl::Status& why);
  std::vector<std::string> ListCgroups(const std::string& id) const;

  const std::string root_;
  absl::optional<DirectoryChanges> changes_;
  bool watched_ = false;
  absl::Status sight_;
  std::uint64_t turnover_ = 0;
  // By path.
  std::map<std::string, Directory> directories_;
  std::map<int, std::string> by_watch_;
  std::map<std::string, std::string> containers_;
  // By container.
  std::map<std::string, std::set<std::string>> places_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_CGROUP_TREE_H_
