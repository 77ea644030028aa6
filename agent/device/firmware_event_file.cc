#include "agent/device/firmware_event_file.h"

#include <utility>

#include "absl/types/optional.h"
#include "agent/device/chip_reader.h"
#include "agent/device/tree_index.h"

namespace neuron {

std::vector<FirmwareEventFile> FirmwareEventFiles(const Inventory& inventory) {
  std::vector<FirmwareEventFile> files;
  if (!MayKeepOpen(inventory.driver_version)) {
    return files;
  }
  for (const Chip& chip : inventory.chips) {
    if (chip.tree == nullptr) {
      continue;
    }
    absl::optional<std::string> path = chip.tree->FindFile(TreeIndex::kChip, "hw_error_event");
    if (path.has_value()) {
      files.push_back({chip.index, *std::move(path)});
    }
  }
  return files;
}

}  // namespace neuron
