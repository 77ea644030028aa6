#include "agent/device/open_policy.h"

#include "absl/strings/str_cat.h"
#include "agent/device/instance_type.h"

namespace neuron {
namespace {

// stats/power, which the driver makes last, since 2.21.37.
bool ShowsLastDirectory(const Chip& chip) {
  return chip.tree != nullptr && chip.tree->FindFile(TreeIndex::kChip, "utilization").has_value();
}

bool MayBeUltraServer(const Reading<std::string>& instance_type) {
  return instance_type.has_value() ? IsUltraServer(instance_type.value())
                                   : instance_type.is_unknown();
}

absl::Duration SettleTime(const Chip& chip) {
  return ShowsLastDirectory(chip) ? absl::Seconds(1) : absl::Seconds(10);
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
