#include "agent/placement/port_edit.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/placement/port_token.h"
#include "agent/placement/task_view.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

bool IsToken(const JsonValue& mapping) { return IsPortTokenName(mapping.TextOf("name")); }

JsonValue TokenOf(int chip, int base) {
  const JsonValue port = JsonValue::Integer(base + chip);
  return JsonValue::Object({{JsonValue::String("name"), JsonValue::String(PortTokenName(chip))},
                            {JsonValue::String("containerPort"), port},
                            {JsonValue::String("hostPort"), port},
                            {JsonValue::String("protocol"), JsonValue::String("tcp")}});
}

// In host mode a port without a host port is its own.
absl::Status CheckPort(const TaskPort& port, ChipSet chips, int base) {
  for (const int chip : chips.chips()) {
    if (!IsPortTokenName(port.name) &&
        port.host_port.value_or(port.container_port.value_or(0)) == base + chip) {
      return absl::InvalidArgumentError(absl::StrCat(port.path, " has port ", base + chip,
                                                     ", the token of chip ", chip,
                                                     ": give another --port_base"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPorts(const TaskView& task, ChipSet chips, int base) {
  if (task.network_mode == "awsvpc" || task.network_mode == "none") {
    return absl::InvalidArgumentError(
        absl::StrCat("ECS takes no host ports for network mode ", task.network_mode,
                     ": make it bridge or host, or leave out --exclusive_ports"));
  }
  for (const TaskContainer& container : task.containers) {
    for (const TaskPort& port : container.ports) {
      NEURON_RETURN_IF_ERROR(CheckPort(port, chips, base));
    }
  }
  return absl::OkStatus();
}

}  // namespace

void RemovePortTokens(JsonValue* container) {
  const JsonValue* const ports = container->Find("portMappings");
  if (ports == nullptr ||
      std::none_of(ports->elements().begin(), ports->elements().end(), IsToken)) {
    return;
  }
  std::vector<JsonValue>* const mappings =
      container->Member("portMappings", Kind::kArray)->mutable_elements();
  mappings->erase(std::remove_if(mappings->begin(), mappings->end(), IsToken), mappings->end());
}

absl::Status SetPortTokens(const JsonValue& task, JsonValue* container, ChipSet chips, int base) {
  NEURON_ASSIGN_OR_RETURN(const TaskView view, ViewTask(task, ""));
  NEURON_RETURN_IF_ERROR(CheckPorts(view, chips, base));
  RemovePortTokens(container);
  for (const int chip : chips.chips()) {
    container->Member("portMappings", Kind::kArray)
        ->mutable_elements()
        ->push_back(TokenOf(chip, base));
  }
  return absl::OkStatus();
}

}  // namespace neuron
