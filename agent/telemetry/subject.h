#ifndef AGENT_TELEMETRY_SUBJECT_H_
#define AGENT_TELEMETRY_SUBJECT_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/finding.h"
#include "agent/health/sign.h"
#include "agent/snapshot/snapshot.h"
#include "agent/usage/chip_usage.h"
#include "agent/workload/workload_finding.h"
#include "probes/probe_report.h"

namespace neuron {

// The kinds of things that a sample can be about.
enum class MetricScope {
  kHost,
  kFinding,
  kWorkloadFinding,
  kProbe,
  kSource,
  kChip,
  kChipInfo,
  kTimeUnit,
  kAilment,
  kCounterGroup,
  kDie,
  kHostMemory,
  kChipRebase,
  kCore,
  kUtilization,
  kDeviceMemory,
  kRowGroup,
  kCoreRebase
};

// The names of the labels that tell the samples of a scope apart. An empty value is no label.
//
// kHost has none; kFinding and kWorkloadFinding have code; kProbe has probe; kSource has source
// and, where it is about one chip only, chip; kChip has chip; kChipInfo has chip and what
// identifies it; kCore has chip and core. The scopes between kChipInfo and kCore have chip, those
// after kCore have chip and core, and each has one more label, which is the part that it is about.
absl::Span<const absl::string_view> LabelNames(MetricScope scope);

// One source for the host, or for one chip.
struct SourceSubject {
  absl::string_view name;
  // Not set: the source as a whole, as the snapshot reports it.
  absl::optional<int> chip;
  bool up = false;
  // Absent if never, and for a single chip.
  Reading<absl::Time> last_success;
};

// What one sample is about. Borrows from the snapshot; the scope decides what is set.
struct Subject {
  // Always.
  const Snapshot* snapshot = nullptr;
  // kFinding.
  FindingCode finding = FindingCode::kMissingChip;
  // kWorkloadFinding.
  WorkloadFindingCode workload_finding = WorkloadFindingCode::kCollision;
  // kProbe.
  const ProbeReport* probe = nullptr;
  // kSource.
  const SourceSubject* source = nullptr;
  // kChip and all after it.
  const Chip* chip = nullptr;
  const ChipState* state = nullptr;
  // kCore and all after it.
  const CoreCounters* core = nullptr;
  // kCore and all after it; null if nothing is known of it.
  const CoreUsage* usage = nullptr;
  // kAilment.
  Ailment ailment = Ailment::kSramUncorrectable;
  // kCounterGroup.
  CounterGroup group = CounterGroup::kFast;
  // kDie and kRowGroup: the place in the list, whether there is something at it or not.
  std::size_t place = 0;
  // kHostMemory and kDeviceMemory.
  HostMemoryClass host_memory = HostMemoryClass::kDmaBuffers;
  DeviceMemoryClass device_memory = DeviceMemoryClass::kModelCode;
  // kChipRebase and kCoreRebase.
  const Rebase* rebase = nullptr;
};

}  // namespace neuron

#endif  // AGENT_TELEMETRY_SUBJECT_H_
