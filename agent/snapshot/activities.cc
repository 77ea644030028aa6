#include "agent/snapshot/activities.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace neuron {
namespace {

std::vector<ProcessId> HoldersOf(int chip, const HolderScan& scan) {
  std::vector<ProcessId> holders;
  for (const Holder& holder : scan.holders) {
    if (holder.held.Contains(chip)) {
      holders.push_back({holder.pid, holder.start_ticks});
    }
  }
  return holders;
}

std::vector<ProcessExecutions> TracedOf(const std::vector<ProcessId>& holders,
                                        const Traces& traces) {
  std::vector<ProcessExecutions> traced;
  for (const ProcessExecutions& process : traces.executions) {
    if (std::find(holders.begin(), holders.end(), process.process) != holders.end()) {
      traced.push_back(process);
    }
  }
  return traced;
}

}  // namespace

std::map<int, Reading<bool>> Activities::Look(const Findings& findings, absl::Duration at) {
  std::map<int, Reading<bool>> executing;
  for (std::size_t i = 0; i < findings.inventory->chips.size(); ++i) {
    const int chip = findings.inventory->chips[i].index;
    ActivitySigns signs;
    signs.holders = HoldersOf(chip, findings.evidence.holders);
    if (signs.holders.empty()) {
      ledger_.Forget(chip);
      continue;
    }
    if (!findings.counters[i].has_value()) {
      executing[chip] = Reading<bool>::Unknown(findings.counters[i].why());
      continue;
    }
    signs.generation = findings.inventory->generation;
    signs.counters = findings.counters[i].value();
    signs.traced = TracedOf(signs.holders, findings.traces);
    executing[chip] = ledger_.Look(chip, at, std::move(signs));
  }
  return executing;
}

}  // namespace neuron
