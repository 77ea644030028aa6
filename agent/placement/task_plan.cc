#include "agent/placement/task_plan.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/base/json_parser.h"
#include "agent/base/status.h"
#include "agent/placement/task_view.h"

namespace neuron {
namespace {

constexpr absl::string_view kBlank = R"({
    "family": "neuron-task",
    "requiresCompatibilities": [
        "EC2"
    ],
    "containerDefinitions": [
        {
            "name": "neuron",
            "image": "IMAGE",
            "essential": true,
            "memoryReservation": 1024,
            "entryPoint": [
                "PROGRAM"
            ]
        }
    ]
})";

constexpr std::size_t kMaxFamily = 255;

bool IsFamily(absl::string_view family) {
  return !family.empty() && family.size() <= kMaxFamily &&
         std::all_of(family.begin(), family.end(), [](char byte) {
           return absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '-' ||
                  byte == '_';
         });
}

bool IsForEc2(const JsonValue& task) {
  const JsonValue* const compatible = task.Find("requiresCompatibilities");
  return compatible == nullptr || compatible->elements().empty() ||
         std::any_of(compatible->elements().begin(), compatible->elements().end(),
                     [](const JsonValue& type) { return type.text() == "EC2"; });
}

}  // namespace

absl::Status CheckTask(const JsonValue& task) {
  if (task.kind() != JsonValue::Kind::kObject) {
    return absl::InvalidArgumentError("not a task definition, which is a JSON object");
  }
  NEURON_ASSIGN_OR_RETURN(const TaskView view, ViewTask(task, ""));
  if (view.containers.empty()) {
    return absl::InvalidArgumentError("containerDefinitions is missing or empty");
  }
  if (!IsFamily(view.family)) {
    return absl::InvalidArgumentError(
        "family is missing, or not 1 to 255 letters, digits, - and _, as ECS has it");
  }
  return IsForEc2(task)
             ? absl::OkStatus()
             : absl::InvalidArgumentError("requiresCompatibilities lacks EC2, where the chips are");
}

JsonValue BlankTask() { return ParseJson(kBlank)->front(); }

}  // namespace neuron
