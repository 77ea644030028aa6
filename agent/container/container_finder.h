#ifndef AGENT_CONTAINER_CONTAINER_FINDER_H_
#define AGENT_CONTAINER_CONTAINER_FINDER_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace neuron {

// Finds the containers that have a cgroup. One thread.
class ContainerFinder {
 public:
  // More of one container are not asked for: any of them shows its nodes.
  static constexpr std::size_t kMostProcesses = 8;

  virtual ~ContainerFinder() = default;

  // Brings containers() up to date; `afresh`: believing nothing that was kept. OK if every
  // container was seen; else why not, with the cure, and containers() has those that were.
  virtual absl::Status Look(bool afresh) = 0;

  // At the last look: ids, each with the id of its ECS task, empty if it has none.
  virtual const std::map<std::string, std::string>& containers() const = 0;

  // The path of its cgroup below its hierarchy, at the last look; empty if it is not known.
  virtual std::string Cgroup(const std::string& id) const = 0;

  // Processes that are in the container, at most kMostProcesses; none if it has none now, or none
  // that has a number in this pid namespace. Fails as ErrnoStatus if that cannot be told.
  virtual absl::StatusOr<std::vector<int>> Processes(const std::string& id) const = 0;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_FINDER_H_
