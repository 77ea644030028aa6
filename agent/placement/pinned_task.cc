#include "agent/placement/pinned_task.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "agent/placement/chip_expression.h"
#include "agent/placement/constraint_edit.h"
#include "agent/placement/port_edit.h"
#include "agent/placement/task_edit.h"

namespace neuron {
namespace {

constexpr absl::string_view kInfix = "-chips";

// Takes "-04" from the end.
bool TakeChip(absl::string_view* family) {
  const std::size_t size = family->size();
  if (size < 3 || (*family)[size - 3] != '-' ||
      !absl::ascii_isdigit(static_cast<unsigned char>((*family)[size - 2])) ||
      !absl::ascii_isdigit(static_cast<unsigned char>((*family)[size - 1]))) {
    return false;
  }
  family->remove_suffix(3);
  return true;
}

// The family without the chips that an earlier pinning added.
absl::string_view BareFamily(absl::string_view family) {
  absl::string_view bare = family;
  bool has_chips = false;
  while (TakeChip(&bare)) {
    has_chips = true;
  }
  return has_chips && absl::ConsumeSuffix(&bare, kInfix) && !bare.empty() ? bare : family;
}

std::string FamilyFor(absl::string_view family, ChipSet chips) {
  std::string name = absl::StrCat(BareFamily(family), kInfix);
  for (const int chip : chips.chips()) {
    absl::StrAppendFormat(&name, "-%02d", chip);
  }
  return name;
}

absl::StatusOr<JsonValue> PinnedTask(JsonValue task, ChipSet chips, const TaskPlan& plan) {
  NEURON_ASSIGN_OR_RETURN(JsonValue* const container, ContainerForChips(&task, plan.container));
  MapChips(container, chips);
  AllowLockedMemory(container);
  RemovePortTokens(container);
  if (plan.port_base.has_value()) {
    NEURON_RETURN_IF_ERROR(SetPortTokens(task, container, chips, *plan.port_base));
  }
  NEURON_RETURN_IF_ERROR(
      Constrain(&task, plan.names, PinnedExpression(plan.names, chips), plan.instance_type));
  return task;
}

}  // namespace

absl::StatusOr<std::vector<JsonValue>> PinnedTasks(const JsonValue& task,
                                                   const std::vector<ChipSet>& sets,
                                                   const TaskPlan& plan) {
  NEURON_RETURN_IF_ERROR(CheckTask(task));
  std::vector<JsonValue> tasks;
  for (const ChipSet chips : sets) {
    NEURON_ASSIGN_OR_RETURN(JsonValue pinned, PinnedTask(task, chips, plan));
    if (sets.size() > 1) {
      pinned.Set("family", JsonValue::String(FamilyFor(task.TextOf("family"), chips)));
    }
    NEURON_RETURN_IF_ERROR(CheckTask(pinned));
    tasks.push_back(std::move(pinned));
  }
  return tasks;
}

}  // namespace neuron
