#include "agent/device/generation.h"

#include <algorithm>

#include "agent/device/capability_table.h"

namespace neuron {

DriverVersion OldestDriverWith(const TreeIndex& tree) {
  const int core = tree.cores().empty() ? TreeIndex::kChip : tree.cores().front();
  DriverVersion oldest;
  for (const CapabilityRow& row : CapabilityTable()) {
    if (FindRow(tree, row, core).has_value()) {
      oldest = std::max(oldest, row.since);
    }
  }
  return oldest;
}

}  // namespace neuron
