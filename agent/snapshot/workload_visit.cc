#include "agent/snapshot/workload_visit.h"

#include <set>

#include "agent/container/cgroup_load.h"

namespace neuron {
namespace {

std::set<std::string> HoldingContainers(const HolderScan& scan) {
  std::set<std::string> ids;
  for (const Holder& holder : scan.holders) {
    if (holder.container.has_value()) {
      ids.insert(holder.container.value());
    }
  }
  return ids;
}

}  // namespace

WorkloadReport WorkloadVisitor::Visit(const WorkloadPlan& plan) {
  const std::lock_guard<std::mutex> lock(one_at_a_time_);
  WorkloadReport report;
  report.plan = plan;
  // Containers first: a holder whose container is looked for is of one that is known then.
  report.containers = containers_->Scan(plan.identities, {plan.now, plan.began});
  report.holders = holders_->Scan(plan.identities, {plan.now, plan.began});
  if (!cgroup_root_.empty()) {
    AddLoads(cgroup_root_, HoldingContainers(report.holders), &report.containers);
  }
  return report;
}

WorkloadReport BlindReport(const WorkloadPlan& plan, const absl::Status& why) {
  WorkloadReport report;
  report.plan = plan;
  report.holders.taken_at = plan.now;
  report.holders.began = plan.began;
  report.holders.sight = why;
  report.containers.taken_at = plan.now;
  report.containers.began = plan.began;
  report.containers.sight = why;
  return report;
}

}  // namespace neuron
