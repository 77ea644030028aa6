#include "agent/telemetry/traces_codec.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/time_codec.h"

namespace neuron {
namespace {

std::uint64_t FirstExecution() {
  return static_cast<std::uint64_t>(absl::ToInt64Nanoseconds(ProcessExecutions::kFirstLatency));
}

// The first place of CallCounts ends at 2^1 ns.
constexpr std::uint64_t kFirstCall = 2;

template <std::size_t kPlaces>
void EncodeLatency(const std::array<std::uint64_t, kPlaces>& counts, std::uint64_t first_bound,
                   agent::v1::LatencyHistogram* message) {
  message->set_first_bound_nanoseconds(first_bound);
  message->mutable_counts()->Add(counts.begin(), counts.end());
}

template <std::size_t kPlaces>
absl::Status DecodeLatency(const agent::v1::LatencyHistogram& message, std::uint64_t first_bound,
                           std::array<std::uint64_t, kPlaces>* counts) {
  if (message.first_bound_nanoseconds() != first_bound || message.counts_size() != kPlaces) {
    return FieldError("latency", "other places than this version counts by");
  }
  std::copy(message.counts().begin(), message.counts().end(), counts->begin());
  return absl::OkStatus();
}

void EncodeExecutions(const ProcessExecutions& process, agent::v1::ProcessExecutions* message) {
  message->set_pid(static_cast<std::uint32_t>(process.process.pid));
  message->set_start_ticks(process.process.start_ticks);
  message->set_executions_total(process.executions);
  message->set_in_flight(process.in_flight);
  message->set_scheduled_total(process.scheduled);
  EncodeLatency(process.latencies, FirstExecution(), message->mutable_latency());
  *message->mutable_busy_time() = EncodeDuration(process.busy);
  for (const auto& [status, calls] : process.statuses) {
    agent::v1::StatusCount* const count = message->add_statuses();
    count->set_status(status);
    count->set_calls_total(calls);
  }
  message->set_other_statuses_total(process.other_statuses);
  message->set_loads_total(process.loads);
  message->set_failed_loads_total(process.failed_loads);
  message->set_unloads_total(process.unloads);
  message->set_inits_total(process.inits);
  message->set_closes_total(process.closes);
  message->set_tensor_read_bytes_total(process.read_bytes);
  message->set_tensor_written_bytes_total(process.written_bytes);
  message->set_allocated_device_bytes_total(process.allocated_device_bytes);
  message->set_allocated_host_bytes_total(process.allocated_host_bytes);
  message->set_allocated_virtual_bytes_total(process.allocated_virtual_bytes);
  message->set_missed_total(process.missed);
}

absl::StatusOr<ProcessExecutions> DecodeExecutions(const agent::v1::ProcessExecutions& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_pid(), "pid"));
  ProcessExecutions process;
  NEURON_RETURN_IF_ERROR(DecodeLatency(message.latency(), FirstExecution(), &process.latencies));
  NEURON_ASSIGN_OR_RETURN(process.busy, DecodeDuration("busy_time", message.busy_time()));
  process.process = {static_cast<int>(message.pid()), message.start_ticks()};
  process.executions = message.executions_total();
  process.in_flight = message.in_flight();
  process.scheduled = message.scheduled_total();
  for (const agent::v1::StatusCount& count : message.statuses()) {
    process.statuses[count.status()] += count.calls_total();
  }
  process.other_statuses = message.other_statuses_total();
  process.loads = message.loads_total();
  process.failed_loads = message.failed_loads_total();
  process.unloads = message.unloads_total();
  process.inits = message.inits_total();
  process.closes = message.closes_total();
  process.read_bytes = message.tensor_read_bytes_total();
  process.written_bytes = message.tensor_written_bytes_total();
  process.allocated_device_bytes = message.allocated_device_bytes_total();
  process.allocated_host_bytes = message.allocated_host_bytes_total();
  process.allocated_virtual_bytes = message.allocated_virtual_bytes_total();
  process.missed = message.missed_total();
  return process;
}

void EncodeCounts(const CallCounts& counts, agent::v1::CallCounts* message) {
  message->set_calls_total(counts.calls);
  if (counts.errors.has_value()) message->set_errors_total(*counts.errors);
  EncodeLatency(counts.latencies, kFirstCall, message->mutable_latency());
}

absl::StatusOr<CallCounts> DecodeCounts(const agent::v1::CallCounts& message) {
  CallCounts counts;
  NEURON_RETURN_IF_ERROR(DecodeLatency(message.latency(), kFirstCall, &counts.latencies));
  counts.calls = message.calls_total();
  if (message.has_errors_total()) counts.errors = message.errors_total();
  return counts;
}

void EncodeCalls(const ChipCalls& calls, agent::v1::ChipCalls* message) {
  message->set_chip(calls.chip);
  EncodeCounts(calls.open, message->mutable_open());
  EncodeCounts(calls.close, message->mutable_close());
  EncodeCounts(calls.ioctl, message->mutable_ioctl());
}

absl::StatusOr<ChipCalls> DecodeCalls(const agent::v1::ChipCalls& message) {
  ChipCalls calls;
  calls.chip = message.chip();
  NEURON_ASSIGN_OR_RETURN(calls.open, DecodeCounts(message.open()));
  NEURON_ASSIGN_OR_RETURN(calls.close, DecodeCounts(message.close()));
  NEURON_ASSIGN_OR_RETURN(calls.ioctl, DecodeCounts(message.ioctl()));
  return calls;
}

void EncodeCopies(const CoreCopies& copies, agent::v1::CoreCopies* message) {
  message->set_chip(copies.chip);
  message->set_core(copies.core);
  message->set_copied_bytes_total(copies.bytes);
  message->set_copies_total(copies.copies);
}

absl::StatusOr<CoreCopies> DecodeCopies(const agent::v1::CoreCopies& message) {
  return CoreCopies{message.chip(), message.core(), message.copied_bytes_total(),
                    message.copies_total()};
}

}  // namespace

agent::v1::Traces EncodeTraces(const Traces& traces) {
  agent::v1::Traces message;
  EncodeEach(traces.executions, EncodeExecutions, message.mutable_executions());
  EncodeEach(traces.calls, EncodeCalls, message.mutable_calls());
  EncodeEach(traces.copies, EncodeCopies, message.mutable_copies());
  return message;
}

absl::StatusOr<Traces> DecodeTraces(const agent::v1::Traces& message) {
  Traces traces;
  NEURON_RETURN_IF_ERROR(
      DecodeEach("executions", message.executions(), DecodeExecutions, &traces.executions));
  NEURON_RETURN_IF_ERROR(DecodeEach("calls", message.calls(), DecodeCalls, &traces.calls));
  NEURON_RETURN_IF_ERROR(DecodeEach("copies", message.copies(), DecodeCopies, &traces.copies));
  return traces;
}

}  // namespace neuron
