#include "agent/device/tensor_activity.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"
#include "agent/device/comma_fields.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

bool ParseCount(absl::string_view text, std::uint64_t* count) {
  const absl::StatusOr<std::uint64_t> parsed = ParseUnsigned(text);
  *count = parsed.ok() ? *parsed : 0;
  return parsed.ok();
}

bool ParseGroup(absl::string_view line, std::size_t place, TensorActivity::RowGroup* group) {
  std::array<absl::string_view, 4> fields;
  std::uint64_t index;
  return SplitFields(line, &fields) && ParseCount(fields[0], &index) && index == place &&
         ParseCount(fields[1], &group->matmul_cycles) &&
         ParseCount(fields[2], &group->weight_load_cycles) &&
         ParseCount(fields[3], &group->idle_cycles);
}

// What is left of a line that was cut.
bool IsCut(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(c) || c == ','; });
}

// The whole lines of `text`, which is left with what follows them.
bool ParseGroups(absl::string_view* text, TensorActivity* activity) {
  for (std::size_t end; (end = text->find('\n')) != absl::string_view::npos;) {
    if (activity->count == TensorActivity::kRowGroups ||
        !ParseGroup(text->substr(0, end), activity->count, &activity->groups[activity->count])) {
      return false;
    }
    ++activity->count;
    text->remove_prefix(end + 1);
  }
  return activity->count > 0;
}

}  // namespace

absl::StatusOr<TensorActivity> ParseTensorActivity(absl::string_view bytes) {
  absl::string_view text = bytes;
  TensorActivity activity;
  if (!absl::ConsumePrefix(&text, "xrow_grp,mm_active,wl_active,idle\n") ||
      !ParseGroups(&text, &activity)) {
    return Unexpected("cycles of row groups", bytes);
  }
  const bool is_full = activity.count == TensorActivity::kRowGroups;
  if (is_full ? !text.empty() : !IsCut(text)) {
    return Unexpected("cycles of row groups", bytes);
  }
  return activity;
}

}  // namespace neuron
