#include "agent/snapshot/trace_visit.h"

#include <algorithm>
#include <utility>

#include "agent/base/append.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

std::vector<DeviceCalls::Device> Devices(const ChipIdentities& chips) {
  std::vector<DeviceCalls::Device> devices;
  for (const auto& [identity, chip] : chips) {
    devices.push_back(
        {{identity.major, identity.minor, identity.inode}, static_cast<unsigned>(chip)});
  }
  return devices;
}

// Loads `probe` if it is not there yet. What could not be loaded is reported so.
template <typename Probe>
absl::Status LoadOnce(const std::function<absl::StatusOr<std::unique_ptr<Probe>>()>& load,
                      std::unique_ptr<Probe>* probe, TraceReport* report) {
  if (*probe != nullptr) {
    return absl::OkStatus();
  }
  absl::StatusOr<std::unique_ptr<Probe>> loaded = load();
  if (!loaded.ok()) {
    Append(Probe::ReportsWithout(loaded.status()), &report->probes);
    return loaded.status();
  }
  *probe = *std::move(loaded);
  return absl::OkStatus();
}

}  // namespace

TraceReport TraceVisitor::Visit(const std::vector<ProcessId>& holders,
                                const ChipIdentities& chips) {
  const std::lock_guard<std::mutex> lock(one_at_a_time_);
  TraceReport report;
  ReadExecutions(holders, &report);
  report.status.Update(ReadCalls(chips, &report));
  report.status.Update(ReadCopies(&report));
  return report;
}

void TraceVisitor::ReadExecutions(const std::vector<ProcessId>& holders, TraceReport* report) {
  if (probes_.executions == nullptr) {
    return;
  }
  probes_.executions->Follow(holders);
  report->traces.executions = probes_.executions->Read();
  report->status.Update(probes_.executions->status());
  Append(probes_.executions->Reports(), &report->probes);
}

absl::Status TraceVisitor::ReadCalls(const ChipIdentities& chips, TraceReport* report) {
  if (probes_.load_calls == nullptr) {
    return absl::OkStatus();
  }
  NEURON_RETURN_IF_ERROR(LoadOnce(probes_.load_calls, &calls_, report));
  if (followed_ != chips) {
    NEURON_RETURN_IF_ERROR(calls_->SetDevices(Devices(chips)));
    followed_ = chips;
  }
  Append(calls_->Reports(), &report->probes);
  NEURON_ASSIGN_OR_RETURN(report->traces.calls, calls_->Read());
  return absl::OkStatus();
}

absl::Status TraceVisitor::ReadCopies(TraceReport* report) {
  if (probes_.load_copies == nullptr) {
    return absl::OkStatus();
  }
  NEURON_RETURN_IF_ERROR(LoadOnce(probes_.load_copies, &copies_, report));
  Append(copies_->Reports(), &report->probes);
  NEURON_ASSIGN_OR_RETURN(report->traces.copies, copies_->Read());
  return absl::OkStatus();
}

}  // namespace neuron
