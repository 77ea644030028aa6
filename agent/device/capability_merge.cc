#include "agent/device/capability_merge.h"

#include <map>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/device/capability_table.h"

namespace neuron {
namespace {

template <typename T>
Access AccessOf(const Reading<T>& reading) {
  if (reading.has_value()) {
    return Access::kReadable;
  }
  if (reading.is_absent()) {
    return Access::kAbsent;
  }
  return absl::IsPermissionDenied(reading.why()) ? Access::kRefused : Access::kUnknown;
}

// What each ioctl brought.
struct IoctlAnswer {
  absl::string_view name;
  Access (*access)(const DeviceAnswers& answers);
};

constexpr IoctlAnswer kIoctlAnswers[] = {
    {"DEVICE_BASIC_INFO", [](const DeviceAnswers& a) { return AccessOf(a.architecture); }},
    {"COMPATIBLE_VERSION", [](const DeviceAnswers& a) { return AccessOf(a.runtime_abi_max); }},
    {"DEVICE_BDF_EXT", [](const DeviceAnswers& a) { return AccessOf(a.pci); }},
    {"DRIVER_INFO_GET", [](const DeviceAnswers& a) { return AccessOf(a.feature_flags); }},
    {"HOST_DEVICE_ID_TO_RID_MAP", [](const DeviceAnswers& a) { return AccessOf(a.routing_id); }},
    {"GET_LOGICAL_TO_PHYSICAL_NC_MAP",
     [](const DeviceAnswers& a) { return AccessOf(a.core_order); }},
    {"POD_INFO", [](const DeviceAnswers& a) { return AccessOf(a.pod); }},
    {"POD_STATUS", [](const DeviceAnswers& a) { return AccessOf(a.pod); }},
};

// What was read of each file of the PCI function.
struct PciFile {
  absl::string_view name;
  Access (*access)(const PciFunction& function);
};

constexpr PciFile kPciFiles[] = {
    {"revision", [](const PciFunction& f) { return AccessOf(f.revision); }},
    {"numa_node", [](const PciFunction& f) { return AccessOf(f.numa_node); }},
    {"local_cpulist", [](const PciFunction& f) { return AccessOf(f.local_cpus); }},
    {"current_link_speed", [](const PciFunction& f) { return AccessOf(f.link.speed_gts); }},
    {"current_link_width", [](const PciFunction& f) { return AccessOf(f.link.width); }},
    {"max_link_speed", [](const PciFunction& f) { return AccessOf(f.widest_link.speed_gts); }},
    {"max_link_width", [](const PciFunction& f) { return AccessOf(f.widest_link.width); }},
    {"aer_dev_correctable", [](const PciFunction& f) { return AccessOf(f.errors.correctable); }},
    {"aer_dev_nonfatal", [](const PciFunction& f) { return AccessOf(f.errors.nonfatal); }},
    {"aer_dev_fatal", [](const PciFunction& f) { return AccessOf(f.errors.fatal); }},
};

// By the table of what each name brought; unknown for a name that it does not have.
template <typename Table, typename Found>
Access AccessByName(const Table& table, absl::string_view name, const Found& found) {
  for (const auto& entry : table) {
    if (entry.name == name) {
      return entry.access(found);
    }
  }
  return Access::kUnknown;
}

Access AccessToIoctl(const CapabilityRow& row, const Chip& chip,
                     const Reading<DriverVersion>& generation) {
  if (chip.answers.has_value()) {
    return AccessByName(kIoctlAnswers, row.name, chip.answers.value());
  }
  if (generation.has_value() && !HasIoctl(generation.value(), row.name)) {
    return Access::kAbsent;
  }
  return chip.answers.is_unknown() ? AccessOf(chip.answers) : Access::kUnknown;
}

Access AccessToPciFile(const CapabilityRow& row, const Chip& chip) {
  return chip.pci.has_value() ? AccessByName(kPciFiles, row.name, chip.pci.value())
                              : Access::kUnknown;
}

// REQUIRES: the row belongs to chips, and stands at `place` in the table.
Access AccessOfChip(const CapabilityRow& row, std::size_t place, const Chip& chip,
                    const Reading<DriverVersion>& generation) {
  if (row.kind == CapabilityKind::kIoctl) {
    return AccessToIoctl(row, chip, generation);
  }
  if (row.kind == CapabilityKind::kPci) {
    return AccessToPciFile(row, chip);
  }
  return place < chip.access.size() ? chip.access[place] : Access::kUnknown;
}

std::vector<Capability> RowsOfHost(const std::vector<Capability>& capabilities) {
  std::vector<Capability> rows;
  for (const Capability& capability : capabilities) {
    if (capability.chips.empty()) {
      rows.push_back(capability);
    }
  }
  return rows;
}

}  // namespace

std::vector<Capability> MergeCapabilities(const Inventory& inventory) {
  const Reading<DriverVersion>& generation = inventory.generation;
  const DriverVersion liveness_by = generation.has_value() ? generation.value() : DriverVersion();
  std::vector<Capability> merged = RowsOfHost(inventory.capabilities);
  const absl::Span<const CapabilityRow> table = CapabilityTable();
  for (std::size_t place = 0; place < table.size(); ++place) {
    const CapabilityRow& row = table[place];
    if (row.scope == CapabilityScope::kHost) {
      continue;
    }
    std::map<Access, ChipSet> chips;
    for (const Chip& chip : inventory.chips) {
      chips[AccessOfChip(row, place, chip, generation)].Add(chip.index);
    }
    for (const auto& [access, set] : chips) {
      merged.push_back({DisplayName(row), row.kind, access, LivenessOf(row, liveness_by), set});
    }
  }
  return merged;
}

}  // namespace neuron
