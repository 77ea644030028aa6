#include "agent/placement/task_edit.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/placement/device_path.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

absl::optional<int> ChipOf(const JsonValue& device) {
  return ChipOfDevicePath(device.TextOf("hostPath"));
}

JsonValue Texts(const std::vector<absl::string_view>& texts) {
  std::vector<JsonValue> values;
  for (const absl::string_view text : texts) {
    values.push_back(JsonValue::String(text));
  }
  return JsonValue::Array(std::move(values));
}

JsonValue DeviceOf(int chip) {
  const JsonValue path = JsonValue::String(DevicePath(chip));
  return JsonValue::Object({{JsonValue::String("hostPath"), path},
                            {JsonValue::String("containerPath"), path},
                            {JsonValue::String("permissions"), Texts({"read", "write"})}});
}

bool HasChips(const JsonValue& container) {
  const JsonValue* const parameters = container.Find("linuxParameters");
  const JsonValue* const devices = parameters == nullptr ? nullptr : parameters->Find("devices");
  return devices != nullptr &&
         std::any_of(devices->elements().begin(), devices->elements().end(),
                     [](const JsonValue& device) { return ChipOf(device).has_value(); });
}

// The containers of which `wanted` holds, to be changed.
template <typename Wanted>
std::vector<JsonValue*> ContainersThat(JsonValue* task, Wanted wanted) {
  JsonValue* const all = task->Member("containerDefinitions", Kind::kArray);
  std::vector<JsonValue*> containers;
  for (std::size_t i = 0; i < all->elements().size(); ++i) {
    if (wanted(all->elements()[i])) {
      containers.push_back(all->Element(i));
    }
  }
  return containers;
}

// Whether the entry is what DeviceOf() makes of its chip, and that is among `chips`.
bool IsRight(const JsonValue& device, ChipSet chips) {
  const absl::optional<int> chip = ChipOf(device);
  const JsonValue* const permissions = device.Find("permissions");
  if (!chip.has_value() || *chip >= kMaxChips || !chips.Contains(*chip) || permissions == nullptr) {
    return false;
  }
  const std::vector<JsonValue>& granted = permissions->elements();
  return device.TextOf("containerPath") == DevicePath(*chip) && granted.size() == 2 &&
         granted[0].text() == "read" && granted[1].text() == "write";
}

bool IsMapped(const std::vector<JsonValue>& devices, ChipSet chips) {
  std::vector<int> mapped;
  for (const JsonValue& device : devices) {
    const absl::optional<int> chip = ChipOf(device);
    if (chip.has_value() && !IsRight(device, chips)) {
      return false;
    }
    if (chip.has_value()) {
      mapped.push_back(*chip);
    }
  }
  return mapped == chips.chips();
}

}  // namespace

absl::StatusOr<JsonValue*> ContainerForChips(JsonValue* task, absl::string_view name) {
  const auto any = [](const JsonValue&) { return true; };
  const std::vector<JsonValue*> all = ContainersThat(task, any);
  std::vector<JsonValue*> fit = name.empty()
                                    ? ContainersThat(task, HasChips)
                                    : ContainersThat(task, [&](const JsonValue& container) {
                                        return container.TextOf("name") == name;
                                      });
  if (name.empty() && fit.empty()) {
    fit = all;
  }
  if (fit.size() == 1) {
    return fit.front();
  }
  return absl::InvalidArgumentError(
      name.empty() ? absl::StrCat("of ", all.size(),
                                  " containers it does not say which one gets the chips: give "
                                  "--container=NAME")
                   : absl::StrCat("has no container \"", name, "\", which --container names"));
}

void MapChips(JsonValue* container, ChipSet chips) {
  JsonValue* const devices =
      container->Member("linuxParameters", Kind::kObject)->Member("devices", Kind::kArray);
  if (IsMapped(devices->elements(), chips)) {
    return;
  }
  std::vector<JsonValue>* const list = devices->mutable_elements();
  const auto is_chip = [](const JsonValue& device) { return ChipOf(device).has_value(); };
  const std::ptrdiff_t first = std::find_if(list->begin(), list->end(), is_chip) - list->begin();
  list->erase(std::remove_if(list->begin(), list->end(), is_chip), list->end());
  std::vector<JsonValue> mapped;
  for (const int chip : chips.chips()) {
    mapped.push_back(DeviceOf(chip));
  }
  list->insert(list->begin() + first, mapped.begin(), mapped.end());
}

void AllowLockedMemory(JsonValue* container) {
  JsonValue* const added = container->Member("linuxParameters", Kind::kObject)
                               ->Member("capabilities", Kind::kObject)
                               ->Member("add", Kind::kArray);
  const bool has = std::any_of(
      added->elements().begin(), added->elements().end(),
      [](const JsonValue& it) { return it.text() == "IPC_LOCK" || it.text() == "ALL"; });
  if (!has) {
    added->mutable_elements()->push_back(JsonValue::String("IPC_LOCK"));
  }
}

}  // namespace neuron
