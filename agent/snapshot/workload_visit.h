#ifndef AGENT_SNAPSHOT_WORKLOAD_VISIT_H_
#define AGENT_SNAPSHOT_WORKLOAD_VISIT_H_

#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/container/container_source.h"
#include "agent/device/chip_identities.h"
#include "agent/workload/holder_source.h"

namespace neuron {

// What is to be looked at, and in which turn: a later look was begun later.
struct WorkloadPlan {
  std::uint64_t turn = 0;
  ChipIdentities identities;
  // When it begins, by both clocks.
  absl::Time now;
  absl::Duration began = -absl::InfiniteDuration();
};

// What one look at the processes and the containers brought.
struct WorkloadReport {
  WorkloadPlan plan;
  HolderScan holders;
  ContainerScan containers;
};

// Looks at who has the chips. Blocks; any thread, of which one looks and the others wait.
class WorkloadVisitor {
 public:
  // Both are borrowed, and must outlive a look that does not come back. Below `cgroup_root`
  // (/sys/fs/cgroup) is how much containers with chips use; empty: that is not looked at.
  WorkloadVisitor(HolderSource* holders, ContainerSource* containers, std::string cgroup_root = "")
      : holders_(holders), containers_(containers), cgroup_root_(std::move(cgroup_root)) {}

  // Everything in the report was true at some time after the call.
  WorkloadReport Visit(const WorkloadPlan& plan);

 private:
  HolderSource* const holders_;
  ContainerSource* const containers_;
  const std::string cgroup_root_;
  std::mutex one_at_a_time_;
};

// The report of a look that did not come back, or that is known to be wrong: nobody was seen, for
// this reason.
WorkloadReport BlindReport(const WorkloadPlan& plan, const absl::Status& why);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_WORKLOAD_VISIT_H_
