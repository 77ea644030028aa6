#ifndef AGENT_DEVICE_CAPABILITY_TABLE_H_
#define AGENT_DEVICE_CAPABILITY_TABLE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "agent/device/capability.h"
#include "agent/device/driver_version.h"
#include "agent/device/tree_index.h"

namespace neuron {

// What a row belongs to.
enum class CapabilityScope { kChip, kCore, kHost };

// One thing that a driver may offer to a monitor.
struct CapabilityRow {
  // A leaf by the name under which TreeIndex knows it ("reset", "host_mem/tensors"), a file of the
  // class or of the PCI function, or an ioctl.
  absl::string_view name;
  CapabilityKind kind;
  CapabilityScope scope;
  Liveness liveness;
  // The first driver that has it.
  DriverVersion since;
};

// Everything of neuron-driver.md §§3.1, 5.3 and 7 that the agent reads or may read, as one table of
// data. No two rows have the same name and scope.
absl::Span<const CapabilityRow> CapabilityTable();

// The name to show: the row's own, and for what belongs to a core "core/success".
std::string DisplayName(const CapabilityRow& row);

// Whether drivers like `generation` know the ioctl, by the name of its row.
bool HasIoctl(const DriverVersion& generation, absl::string_view name);

// When a row moves in drivers like `generation`: what moved at the end of a process up to 2.29 is
// live since.
Liveness LivenessOf(const CapabilityRow& row, const DriverVersion& generation);

// Where a chip's tree has the row: a file, or the `total` of a counter. What belongs to a core is
// sought on this one. None for rows of another kind than kSysfs.
absl::optional<std::string> FindRow(const TreeIndex& tree, const CapabilityRow& row, int core);

}  // namespace neuron

#endif  // AGENT_DEVICE_CAPABILITY_TABLE_H_
