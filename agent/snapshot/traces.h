#ifndef AGENT_SNAPSHOT_TRACES_H_
#define AGENT_SNAPSHOT_TRACES_H_

#include <vector>

#include "absl/status/status.h"
#include "agent/execution/process_executions.h"
#include "probes/device_calls.h"
#include "probes/driver_copies.h"
#include "probes/probe_report.h"

namespace neuron {

// What was counted on demand (--trace), since the probes were loaded. Empty where nothing was asked
// for, or nothing happened.
struct Traces {
  // By pid, ascending.
  std::vector<ProcessExecutions> executions;
  // By chip.
  std::vector<ChipCalls> calls;
  // By chip and core.
  std::vector<CoreCopies> copies;

  bool empty() const { return executions.empty() && calls.empty() && copies.empty(); }
};

// One reading of them.
struct TraceReport {
  Traces traces;
  // OK if all that was asked for is counted; else why not, with the cure.
  absl::Status status;
  std::vector<ProbeReport> probes;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_TRACES_H_
