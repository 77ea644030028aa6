#include "agent/placement/floating_task.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/placement/chip_expression.h"
#include "agent/placement/constraint_edit.h"
#include "agent/placement/port_edit.h"
#include "agent/placement/task_edit.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

// The directory of the socket, not the socket: that is another one when the agent has restarted.
constexpr absl::string_view kDirectory = "/run/neuron-agent";
constexpr absl::string_view kVolume = "neuron-agent";
constexpr absl::string_view kChips = "--chips=";

JsonMember TextMember(absl::string_view name, absl::string_view value) {
  return {JsonValue::String(name), JsonValue::String(value)};
}

JsonValue Volume() {
  return JsonValue::Object(
      {TextMember("name", kVolume),
       {JsonValue::String("host"), JsonValue::Object({TextMember("sourcePath", kDirectory)})}});
}

JsonValue MountPoint() {
  return JsonValue::Object({TextMember("sourceVolume", kVolume),
                            TextMember("containerPath", kDirectory),
                            {JsonValue::String("readOnly"), JsonValue::Bool(true)}});
}

// The first of the array that is the member in which `key` is `text`; null if there is none.
const JsonValue* FindIn(const JsonValue& object, absl::string_view name, absl::string_view key,
                        absl::string_view text) {
  const JsonValue* const array = object.Find(name);
  if (array == nullptr) {
    return nullptr;
  }
  const auto found =
      std::find_if(array->elements().begin(), array->elements().end(),
                   [&](const JsonValue& element) { return element.TextOf(key) == text; });
  return found == array->elements().end() ? nullptr : &*found;
}

absl::Status AddVolume(JsonValue* task) {
  const JsonValue* const volume = FindIn(*task, "volumes", "name", kVolume);
  if (volume == nullptr) {
    task->Member("volumes", Kind::kArray)->mutable_elements()->push_back(Volume());
    return absl::OkStatus();
  }
  const JsonValue* const host = volume->Find("host");
  return host != nullptr && host->TextOf("sourcePath") == kDirectory
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat("its volume ", kVolume,
                                                       " is not the host's ", kDirectory,
                                                       ": give that volume another name"));
}

absl::Status AddMountPoint(JsonValue* container) {
  const JsonValue* const mount = FindIn(*container, "mountPoints", "containerPath", kDirectory);
  if (mount == nullptr) {
    container->Member("mountPoints", Kind::kArray)->mutable_elements()->push_back(MountPoint());
    return absl::OkStatus();
  }
  return mount->TextOf("sourceVolume") == kVolume
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat("its container has another volume at ",
                                                       kDirectory, ", where the lease socket is"));
}

// How many words of an entry point are `neuronctl run --chips=N --`; 0 if it does not begin so.
std::size_t WrappingIn(const std::vector<JsonValue>& words) {
  const bool wraps = words.size() >= 4 && words[0].text() == "neuronctl" &&
                     words[1].text() == "run" && absl::StartsWith(words[2].text(), kChips) &&
                     words[3].text() == "--";
  return wraps ? 4 : 0;
}

absl::Status Wrap(JsonValue* container, int chips) {
  const JsonValue* const entry_point = container->Find("entryPoint");
  const JsonValue* const command = container->Find("command");
  const bool is_known = entry_point != nullptr && entry_point->kind() == Kind::kArray;
  if (!is_known ||
      (entry_point->elements().empty() && (command == nullptr || command->elements().empty()))) {
    return absl::InvalidArgumentError(
        "its container does not say what it starts, and the image's own entry point is lost when "
        "it is wrapped: write that into entryPoint (docker inspect shows it), or [] if there is "
        "none and command says all");
  }
  const std::string count = absl::StrCat(kChips, chips);
  const std::size_t wrapping = WrappingIn(entry_point->elements());
  if (wrapping != 0 && entry_point->elements()[2].text() == count) {
    return absl::OkStatus();
  }
  std::vector<JsonValue>* const words =
      container->Member("entryPoint", Kind::kArray)->mutable_elements();
  words->erase(words->begin(), words->begin() + static_cast<std::ptrdiff_t>(wrapping));
  words->insert(words->begin(), {JsonValue::String("neuronctl"), JsonValue::String("run"),
                                 JsonValue::String(count), JsonValue::String("--")});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<JsonValue> FloatingTask(const JsonValue& task, ChipSet all, int chips,
                                       const TaskPlan& plan) {
  NEURON_RETURN_IF_ERROR(CheckTask(task));
  JsonValue floating = task;
  NEURON_ASSIGN_OR_RETURN(JsonValue* const container, ContainerForChips(&floating, plan.container));
  MapChips(container, all);
  AllowLockedMemory(container);
  RemovePortTokens(container);
  NEURON_RETURN_IF_ERROR(Wrap(container, chips));
  NEURON_RETURN_IF_ERROR(AddMountPoint(container));
  NEURON_RETURN_IF_ERROR(
      Constrain(&floating, plan.names, FloatingExpression(plan.names, chips), plan.instance_type));
  NEURON_RETURN_IF_ERROR(AddVolume(&floating));
  return floating;
}

}  // namespace neuron
