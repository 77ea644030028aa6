#include "agent/workload/holder_finding.h"

#include "agent/workload/evidence_line.h"
#include "agent/workload/known_container.h"

namespace neuron {

void NameContainer(const Reading<std::string>& container, const Evidence& evidence,
                   WorkloadFinding* finding) {
  if (!container.has_value()) {
    return;
  }
  finding->container = container.value();
  const std::string task = TaskOf(evidence.containers, finding->container);
  if (!task.empty()) {
    finding->tasks.push_back(task);
  }
}

WorkloadFinding AboutHolder(WorkloadFindingCode code, const Holder& holder,
                            const Evidence& evidence) {
  WorkloadFinding finding;
  finding.code = code;
  finding.chips = holder.held;
  finding.pid = holder.pid;
  finding.start_ticks = holder.start_ticks;
  NameContainer(holder.container, evidence, &finding);
  finding.evidence.push_back(LineOf(holder, evidence));
  return finding;
}

}  // namespace neuron
