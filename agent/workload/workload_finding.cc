#include "agent/workload/workload_finding.h"

namespace neuron {

const char* Word(WorkloadFindingCode code) {
  switch (code) {
    case WorkloadFindingCode::kCollision:
      return "collision";
    case WorkloadFindingCode::kOutsideLease:
      return "outside_lease";
    case WorkloadFindingCode::kDeadHolder:
      return "dead_holder";
    case WorkloadFindingCode::kStuckHolder:
      return "stuck_holder";
    case WorkloadFindingCode::kNoContainer:
      return "no_container";
    case WorkloadFindingCode::kStoppedTask:
      return "stopped_task";
    case WorkloadFindingCode::kMemoryWithoutHolder:
      return "memory_without_holder";
    case WorkloadFindingCode::kLeaseWithoutLife:
      return "lease_without_life";
    case WorkloadFindingCode::kMonitorAttached:
      break;
  }
  return "monitor_attached";
}

}  // namespace neuron
