#ifndef AGENT_CONTAINER_CGROUP_LOAD_H_
#define AGENT_CONTAINER_CGROUP_LOAD_H_

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/container/container.h"

namespace neuron {

// What the processes of a cgroup, and of those below it, use of the host.
struct CgroupLoad {
  // Time on processors, in all; of those that have ended, too.
  Reading<absl::Duration> cpu_time;
  // Memory that is charged to it now, with the page cache and the kernel's own.
  Reading<std::uint64_t> memory_bytes;
};

// The load of the cgroup at `cgroup` below its hierarchy ("/docker/<id>"), by the files of version
// 2, else by those of version 1, below `root` (/sys/fs/cgroup). Absent is what this host does not
// count for it; unknown what cannot be read, or is not as it should be, with the file's path.
CgroupLoad ReadCgroupLoad(const std::string& root, const std::string& cgroup);

// Fills in cpu_time and memory_bytes of the containers that are there and were given a chip, and of
// those whose ids are in `holding`: unknown, with the cure, where it is not known which cgroup is
// theirs. For the others nothing is read, and both stay absent.
void AddLoads(const std::string& root, const std::set<std::string>& holding, ContainerScan* scan);

// The field usage_usec in the text of a cpu.stat; DataLoss if it has none, or no such number. Pure.
absl::StatusOr<absl::Duration> ParseCpuStat(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CGROUP_LOAD_H_
