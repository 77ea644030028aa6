#include "tests/fakes/example_traces.h"

namespace neuron {

Traces ExampleTraces() {
  ProcessExecutions process;
  process.process = {4711, 123456};
  process.executions = 1;
  process.in_flight = 2;
  process.scheduled = 3;
  process.latencies[4] = 5;
  process.busy = absl::Microseconds(6);
  process.statuses = {{0, 7}, {1201, 8}};
  process.other_statuses = 9;
  process.loads = 10;
  process.failed_loads = 11;
  process.unloads = 12;
  process.inits = 13;
  process.closes = 14;
  process.read_bytes = 15;
  process.written_bytes = 16;
  process.allocated_device_bytes = 17;
  process.allocated_host_bytes = 18;
  process.allocated_virtual_bytes = 19;
  process.missed = 20;
  ChipCalls calls;
  calls.chip = 3;
  calls.open.calls = 21;
  calls.open.latencies[9] = 21;
  calls.close.calls = 22;
  calls.close.errors = 1;
  calls.ioctl.calls = 23;
  calls.ioctl.errors = 0;
  Traces traces;
  traces.executions = {process};
  traces.calls = {calls};
  traces.copies = {{3, 1, 4096, 24}};
  return traces;
}

}  // namespace neuron
