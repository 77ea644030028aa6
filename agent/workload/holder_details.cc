#include "agent/workload/holder_details.h"

#include <unistd.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"

namespace neuron {
namespace {

// What has none is deeper than any shell nests, or its parents change while they are read.
constexpr std::size_t kMaxAncestors = 64;

ProcStat ReadStat(const std::string& proc, int pid) {
  const absl::StatusOr<std::string> text = ReadFile(absl::StrCat(proc, "/", pid, "/stat"));
  return text.ok() ? ParseProcStat(*text) : ProcStat();
}

std::vector<ProcessId> ReadAncestors(const std::string& proc, int parent) {
  std::vector<ProcessId> ancestors;
  while (parent > 0 && ancestors.size() < kMaxAncestors) {
    const ProcStat stat = ReadStat(proc, parent);
    ancestors.push_back({parent, stat.start_ticks});
    parent = stat.parent;
  }
  return ancestors;
}

void SetEnded(const absl::Status& ended, Holder* holder) {
  holder->state = Reading<char>::Unknown(ended);
  holder->cpu_time = Reading<absl::Duration>::Unknown(ended);
  holder->memory_bytes = Reading<std::uint64_t>::Unknown(ended);
  holder->container = Reading<std::string>::Unknown(ended);
}

void SetLoad(const ProcStat& stat, Holder* holder) {
  static const long ticks_per_second = sysconf(_SC_CLK_TCK);
  static const long page_bytes = sysconf(_SC_PAGESIZE);
  const absl::Duration tick = absl::Seconds(1) / ticks_per_second;
  holder->cpu_time = static_cast<std::int64_t>(stat.cpu_ticks) * tick;
  holder->memory_bytes = stat.resident_pages * static_cast<std::uint64_t>(page_bytes);
}

void Describe(const std::string& proc, const ContainerLook& container_of, Holder* holder) {
  // Before its start: if that is still the same, so was the process that this was asked of.
  Reading<std::string> container = container_of(proc, holder->pid);
  const ProcStat stat = ReadStat(proc, holder->pid);
  if (holder->start_ticks == 0 || stat.start_ticks != holder->start_ticks) {
    return SetEnded(absl::NotFoundError(absl::StrCat(proc, "/", holder->pid,
                                                     ": the process has ended since it was seen")),
                    holder);
  }
  holder->state = stat.state;
  SetLoad(stat, holder);
  holder->container = std::move(container);
  if (holder->container.is_absent()) {
    holder->ancestors = ReadAncestors(proc, stat.parent);
  }
}

}  // namespace

void AddDetails(const std::string& proc, const ContainerLook& container_of, HolderScan* scan) {
  for (Holder& holder : scan->holders) {
    Describe(proc, container_of, &holder);
  }
}

}  // namespace neuron
