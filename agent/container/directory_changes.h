#ifndef AGENT_CONTAINER_DIRECTORY_CHANGES_H_
#define AGENT_CONTAINER_DIRECTORY_CHANGES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/file.h"

namespace neuron {

// Hears which directories are made in, and removed from, others: inotify. One thread.
class DirectoryChanges {
 public:
  struct Change {
    // As Watch() gave it, of the directory around it.
    int watch = 0;
    std::string name;
    // Made, or moved here; else removed, or moved away.
    bool made = false;
  };

  // Fails as ErrnoStatus.
  static absl::StatusOr<DirectoryChanges> Open();

  // From now on hears of changes in this directory, until it is removed. Of a directory that is
  // watched already it gives the same number again; else one that was never used. Fails as
  // ErrnoStatus.
  absl::StatusOr<int> Watch(const std::string& directory);

  // Those since the last call, oldest first, without waiting. DataLoss if some were lost, for want
  // of a call in time; those that were not are then lost too.
  absl::StatusOr<std::vector<Change>> Take();

  // Can be polled: readable while there are changes to take.
  int descriptor() const { return inotify_.get(); }

 private:
  explicit DirectoryChanges(UniqueFd inotify) : inotify_(std::move(inotify)) {}

  UniqueFd inotify_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_DIRECTORY_CHANGES_H_
