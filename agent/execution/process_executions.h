#ifndef AGENT_EXECUTION_PROCESS_EXECUTIONS_H_
#define AGENT_EXECUTION_PROCESS_EXECUTIONS_H_

#include <array>
#include <cstdint>
#include <map>

#include "absl/time/time.h"
#include "agent/base/process_id.h"
#include "probes/nrt_call.h"

namespace neuron {

// What a process has computed by libnrt since it is traced: totals, but for `in_flight`.
struct ProcessExecutions {
  ProcessId process;

  // Executions asked for by nrt_execute and nrt_execute_repeat, whose calls have returned.
  std::uint64_t executions = 0;
  // Calls of these that run now.
  std::uint64_t in_flight = 0;
  // Executions handed over by nrta_execute_schedule, which are not waited for.
  std::uint64_t scheduled = 0;

  // Of the calls that have returned: how many took how long. Place 0 is below kFirstLatency, each
  // next one twice as wide; the last has no end.
  static constexpr absl::Duration kFirstLatency = absl::Nanoseconds(1 << NRT_LATENCY_SHIFT);
  std::array<std::uint64_t, NRT_LATENCIES> latencies = {};
  // How long they took together: of threads that run at once, the sum.
  absl::Duration busy;
  // What they returned: 0, 6, 101 and 1200 to 1206, those that occurred.
  std::map<int, std::uint64_t> statuses;
  // Those that returned any other status.
  std::uint64_t other_statuses = 0;

  std::uint64_t loads = 0;
  // Of these, those that failed.
  std::uint64_t failed_loads = 0;
  std::uint64_t unloads = 0;
  std::uint64_t inits = 0;
  std::uint64_t closes = 0;

  // Bytes that nrt_tensor_read, nrt_tensor_write and nrt_tensor_allocate (by its placement) were
  // called for, whatever came of it.
  std::uint64_t read_bytes = 0;
  std::uint64_t written_bytes = 0;
  std::uint64_t allocated_device_bytes = 0;
  std::uint64_t allocated_host_bytes = 0;
  std::uint64_t allocated_virtual_bytes = 0;

  // Calls that are in none of the above: the kernel had no memory to note their begin.
  std::uint64_t missed = 0;
};

// The meaning of a row. Pure.
ProcessExecutions FromRow(const ProcessId& process, const nrt_row& row);

// Adds `part`, the counts of a program that this process has ceased to run: its calls that had not
// returned never will. Pure.
void AddEnded(const nrt_row& part, nrt_row* sum);

// `a` and `b` together. Pure.
nrt_row AddRows(const nrt_row& a, const nrt_row& b);

}  // namespace neuron

#endif  // AGENT_EXECUTION_PROCESS_EXECUTIONS_H_
