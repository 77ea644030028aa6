#include "agent/snapshot/workload_visit.h"

namespace neuron {

WorkloadReport WorkloadVisitor::Visit(const WorkloadPlan& plan) {
  const std::lock_guard<std::mutex> lock(one_at_a_time_);
  WorkloadReport report;
  report.plan = plan;
  // Containers first: a holder whose container is looked for is of one that is known then.
  report.containers = containers_->Scan(plan.identities, plan.now);
  report.holders = holders_->Scan(plan.identities, plan.now);
  return report;
}

WorkloadReport BlindReport(const WorkloadPlan& plan, const absl::Status& why) {
  WorkloadReport report;
  report.plan = plan;
  report.holders.taken_at = plan.now;
  report.holders.sight = why;
  report.containers.taken_at = plan.now;
  report.containers.sight = why;
  return report;
}

}  // namespace neuron
