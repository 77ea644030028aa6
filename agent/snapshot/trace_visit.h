#ifndef AGENT_SNAPSHOT_TRACE_VISIT_H_
#define AGENT_SNAPSHOT_TRACE_VISIT_H_

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/chip_identities.h"
#include "agent/execution/execution_watch.h"
#include "agent/snapshot/traces.h"
#include "probes/device_calls.h"
#include "probes/driver_copies.h"

namespace neuron {

// Reads what was asked to be counted. Blocks, for milliseconds when a process is new; any thread,
// of which one reads and the others wait.
class TraceVisitor {
 public:
  // What is null was not asked for.
  struct Probes {
    std::unique_ptr<ExecutionWatch> executions;
    std::function<absl::StatusOr<std::unique_ptr<DeviceCalls>>()> load_calls;
    std::function<absl::StatusOr<std::unique_ptr<DriverCopies>>()> load_copies;
  };

  explicit TraceVisitor(Probes probes) : probes_(std::move(probes)) {}

  // Counts for these processes and chips from now on. What could not be loaded is tried again by
  // each visit, since the driver may come later.
  TraceReport Visit(const std::vector<ProcessId>& holders, const ChipIdentities& chips);

  // Whether anything was asked for.
  bool wanted() const {
    return probes_.executions != nullptr || probes_.load_calls != nullptr ||
           probes_.load_copies != nullptr;
  }

 private:
  void ReadExecutions(const std::vector<ProcessId>& holders, TraceReport* report);
  absl::Status ReadCalls(const ChipIdentities& chips, TraceReport* report);
  absl::Status ReadCopies(TraceReport* report);

  std::mutex one_at_a_time_;
  Probes probes_;
  std::unique_ptr<DeviceCalls> calls_;
  ChipIdentities followed_;
  std::unique_ptr<DriverCopies> copies_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_TRACE_VISIT_H_
