#ifndef AGENT_EXECUTION_EXECUTION_WATCH_H_
#define AGENT_EXECUTION_EXECUTION_WATCH_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/execution/process_executions.h"
#include "probes/nrt_calls.h"
#include "probes/probe_report.h"

namespace neuron {

// Counts what processes execute. One thread at a time.
class ExecutionWatch {
 public:
  virtual ~ExecutionWatch() = default;

  // Counts for these processes from now on, and for no others: what was counted for those that are
  // not listed is forgotten. One that has not mapped libnrt is looked at again by each call. Blocks
  // for milliseconds per new process.
  virtual void Follow(const std::vector<ProcessId>& processes) = 0;

  // Of each process that was counted, by pid, ascending; of one that has gone, the last counts. One
  // that was not seen with libnrt is not among them. Does not block.
  virtual std::vector<ProcessExecutions> Read() const = 0;

  // OK if every process that has libnrt is counted; else why not, naming one, with the cure.
  virtual absl::Status status() const = 0;

  // How the programs behind it fare.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// Counts by `calls`; where there are none (its status says why) it counts nothing and status() says
// so. `proc` is where procfs is. Also destroying it may take a second or two: the kernel is slow to
// take probes out.
std::unique_ptr<ExecutionWatch> MakeExecutionWatch(std::string proc,
                                                   absl::StatusOr<std::unique_ptr<NrtCalls>> calls);

// NrtCalls::Load(), unless the running kernel is not safe (agent/execution/uretprobe_safety.h).
absl::StatusOr<std::unique_ptr<NrtCalls>> LoadNrtCallsIfSafe();

}  // namespace neuron

#endif  // AGENT_EXECUTION_EXECUTION_WATCH_H_
