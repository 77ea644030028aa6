#include "agent/device/open_policy.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/device/capability_table.h"
#include "agent/device/chip_type.h"
#include "agent/device/generation.h"
#include "agent/device/instance_type.h"

namespace neuron {
namespace {

constexpr DriverVersion kPowerIsLast = {2, 21, 37, 0};

bool AlikeInBothCores(const TreeIndex& tree, int first, int last) {
  const absl::Span<const CapabilityRow> rows = CapabilityTable();
  return std::all_of(rows.begin(), rows.end(), [&](const CapabilityRow& row) {
    return FindRow(tree, row, first).has_value() == FindRow(tree, row, last).has_value();
  });
}

// Whether the highest core that chips of this type have is there, with all that the first one has.
bool ShowsLastCore(const Chip& chip) {
  const std::vector<int>& cores = chip.tree->cores();
  return chip.type.has_value() && !cores.empty() &&
         cores.back() == FactsOf(chip.type.value()).cores - 1 &&
         AlikeInBothCores(*chip.tree, cores.front(), cores.back());
}

// `utilization` stands in the directory that the driver makes last, since 2.21.37; before, that is
// the highest core's.
bool ShowsLastDirectory(const Chip& chip) {
  return chip.tree->FindFile(TreeIndex::kChip, "utilization").has_value() ||
         (OldestDriverWith(*chip.tree) < kPowerIsLast && ShowsLastCore(chip));
}

bool MayBeUltraServer(const Reading<std::string>& instance_type) {
  if (!instance_type.has_value()) {
    return instance_type.is_unknown();
  }
  const std::string& name = instance_type.value();
  return IsUltraServer(name) ||
         (FindInstanceType(name) == nullptr && absl::StartsWith(name, "trn"));
}

absl::Duration SettleTime(const Chip& chip) {
  return chip.tree != nullptr && ShowsLastDirectory(chip) ? absl::Seconds(1) : absl::Seconds(10);
}

}  // namespace

bool IsSetUp(const Chip& chip, absl::Duration unchanged_for) {
  return chip.tree != nullptr && unchanged_for >= SettleTime(chip);
}

absl::Status MayOpen(const Inventory& inventory, const Chip& chip,
                     const OpenConditions& conditions) {
  if (!IsSetUp(chip, conditions.unchanged_for)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the driver may still be setting the chip up; it is asked once its sysfs tree ",
        "has stood still for ", absl::FormatDuration(SettleTime(chip))));
  }
  if (MayBeUltraServer(inventory.instance_type) && conditions.may_be_held) {
    return absl::FailedPreconditionError(
        "on an UltraServer a chip is asked only while no process holds one");
  }
  return absl::OkStatus();
}

}  // namespace neuron
