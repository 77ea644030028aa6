#ifndef AGENT_CONTAINER_PROC_CGROUPS_H_
#define AGENT_CONTAINER_PROC_CGROUPS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/container/container_finder.h"

namespace neuron {

// Finds containers by the cgroups of all processes in `proc`: the fallback where the host's cgroup
// file system is not to be had, as in a private cgroup namespace. Every look reads a file of each
// process, and a container without one is not seen: it cannot have opened a chip.
class ProcCgroups : public ContainerFinder {
 public:
  explicit ProcCgroups(std::string proc) : proc_(std::move(proc)) {}

  // PermissionDenied if processes of others are hidden (the mount option hidepid); else what the
  // first process that could not be read gave. A process that ends during the look is left out.
  absl::Status Look(bool afresh) override;
  const std::map<std::string, std::string>& containers() const override { return containers_; }
  // Never known: as the process is seen from here, the path may not be that of any directory.
  std::string Cgroup(const std::string& /*id*/) const override { return ""; }
  // At the last look.
  absl::StatusOr<std::vector<int>> Processes(const std::string& id) const override;

 private:
  absl::Status Visit(const std::string& name);

  const std::string proc_;
  std::map<std::string, std::string> containers_;
  std::map<std::string, std::vector<int>> processes_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_PROC_CGROUPS_H_
