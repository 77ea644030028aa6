#include "agent/workload/lessee_life.h"

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"

namespace neuron {
namespace {

bool HasEnded(const std::string& proc, const Lease& lease) {
  const absl::StatusOr<std::string> text = ReadFile(absl::StrCat(proc, "/", lease.pid, "/stat"));
  if (!text.ok()) {
    return absl::IsNotFound(text.status());
  }
  const ProcStat stat = ParseProcStat(*text);
  return stat.start_ticks != lease.start_ticks || stat.state == 'Z' || stat.state == 'X';
}

}  // namespace

std::set<std::uint64_t> EndedLessees(const std::string& proc, const std::vector<Lease>& leases) {
  std::set<std::uint64_t> ended;
  for (const Lease& lease : leases) {
    if (HasEnded(proc, lease)) {
      ended.insert(lease.id);
    }
  }
  return ended;
}

}  // namespace neuron
