#include "agent/execution/process_executions.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace neuron {
namespace {

constexpr std::size_t kWords = sizeof(nrt_row) / sizeof(__u64);

// The status code that a place below NRT_STATUS_OTHER stands for.
int CodeOf(std::size_t place) {
  switch (place) {
    case NRT_STATUS_SUCCESS:
      return 0;
    case NRT_STATUS_6:
      return 6;
    case NRT_STATUS_101:
      return 101;
    default:
      return 1200 + static_cast<int>(place - NRT_STATUS_1200);
  }
}

std::uint64_t Returned(const nrt_row& row) {
  return row.calls[NRT_EXECUTE].calls + row.calls[NRT_EXECUTE_REPEAT].calls;
}

// What is counted is read while it moves, so that an end may be seen whose begin is not.
std::uint64_t InFlight(const nrt_row& row) {
  const std::uint64_t gone = Returned(row) + row.abandoned;
  return row.begun > gone ? row.begun - gone : 0;
}

}  // namespace

ProcessExecutions FromRow(const ProcessId& process, const nrt_row& row) {
  const auto& calls = row.calls;
  ProcessExecutions result;
  result.process = process;
  result.executions = calls[NRT_EXECUTE].amount + calls[NRT_EXECUTE_REPEAT].amount;
  result.in_flight = InFlight(row);
  result.scheduled = calls[NRT_SCHEDULE].amount;
  std::copy(std::begin(row.latencies), std::end(row.latencies), result.latencies.begin());
  result.busy = absl::Nanoseconds(static_cast<std::int64_t>(row.busy_ns));
  for (std::size_t place = 0; place < NRT_STATUS_OTHER; ++place) {
    if (row.statuses[place] > 0) {
      result.statuses[CodeOf(place)] = row.statuses[place];
    }
  }
  result.other_statuses = row.statuses[NRT_STATUS_OTHER];
  result.loads = calls[NRT_LOAD].calls;
  result.failed_loads = calls[NRT_LOAD].failures;
  result.unloads = calls[NRT_UNLOAD].calls;
  result.inits = calls[NRT_INIT].calls;
  result.closes = calls[NRT_CLOSE].calls;
  result.read_bytes = calls[NRT_READ].amount;
  result.written_bytes = calls[NRT_WRITE].amount;
  result.allocated_device_bytes = calls[NRT_ALLOCATE_DEVICE].amount;
  result.allocated_host_bytes = calls[NRT_ALLOCATE_HOST].amount;
  result.allocated_virtual_bytes = calls[NRT_ALLOCATE_VIRTUAL].amount;
  result.missed = row.missed;
  return result;
}

void AddEnded(const nrt_row& part, nrt_row* sum) {
  nrt_row ended = part;
  ended.abandoned += InFlight(part);
  *sum = AddRows(*sum, ended);
}

nrt_row AddRows(const nrt_row& a, const nrt_row& b) {
  __u64 left[kWords];
  __u64 right[kWords];
  std::memcpy(left, &a, sizeof(a));
  std::memcpy(right, &b, sizeof(b));
  for (std::size_t i = 0; i < kWords; ++i) {
    left[i] += right[i];
  }
  nrt_row sum;
  std::memcpy(&sum, left, sizeof(sum));
  return sum;
}

}  // namespace neuron
