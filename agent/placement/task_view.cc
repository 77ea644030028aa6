#include "agent/placement/task_view.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/placement/device_path.h"
#include "agent/placement/json_path.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

absl::StatusOr<std::vector<std::string>> TextsAt(const JsonValue& object, absl::string_view name,
                                                 absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonElement> elements,
                          ElementsAt(object, name, Kind::kString, path));
  std::vector<std::string> texts;
  for (const JsonElement& element : elements) {
    texts.push_back(element.value->text());
  }
  return texts;
}

absl::StatusOr<std::vector<TaskDevice>> ViewDevices(const JsonValue& linux_parameters,
                                                    absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonElement> elements,
                          ElementsAt(linux_parameters, "devices", Kind::kObject, path));
  std::vector<TaskDevice> devices;
  for (const JsonElement& element : elements) {
    NEURON_ASSIGN_OR_RETURN(const std::string host_path,
                            TextAt(*element.value, "hostPath", absl::StrCat(element.path, ".")));
    const absl::optional<int> chip = ChipOfDevicePath(host_path);
    if (chip.has_value()) {
      devices.push_back({*chip, element.path});
    }
  }
  return devices;
}

absl::optional<std::int64_t> PortAt(const JsonValue& mapping, absl::string_view name) {
  const JsonValue* const value = mapping.Find(name);
  const absl::optional<std::int64_t> port = value == nullptr ? absl::nullopt : value->integer();
  return port == 0 ? absl::nullopt : port;
}

absl::StatusOr<std::vector<TaskPort>> ViewPorts(const JsonValue& container,
                                                absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonElement> elements,
                          ElementsAt(container, "portMappings", Kind::kObject, path));
  std::vector<TaskPort> ports;
  for (const JsonElement& element : elements) {
    NEURON_ASSIGN_OR_RETURN(std::string name,
                            TextAt(*element.value, "name", absl::StrCat(element.path, ".")));
    ports.push_back({std::move(name), PortAt(*element.value, "hostPort"),
                     PortAt(*element.value, "containerPort"), element.path});
  }
  return ports;
}

bool Has(const std::vector<std::string>& texts, absl::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// Whether the words have neuronctl, as a program, and "run" after it, in one shell command or not.
bool RunsWithLease(const std::vector<std::string>& words) {
  const auto program = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word == "neuronctl" || absl::EndsWith(word, "/neuronctl");
  });
  const bool in_words = program != words.end() && program + 1 != words.end() && program[1] == "run";
  return in_words || std::any_of(words.begin(), words.end(), [](const std::string& word) {
           return absl::StrContains(word, "neuronctl run ");
         });
}

absl::StatusOr<bool> Leases(const JsonValue& container, absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(std::vector<std::string> words, TextsAt(container, "entryPoint", path));
  NEURON_ASSIGN_OR_RETURN(const std::vector<std::string> command,
                          TextsAt(container, "command", path));
  words.insert(words.end(), command.begin(), command.end());
  return RunsWithLease(words);
}

absl::StatusOr<bool> MayLockMemory(const JsonValue& container, const JsonValue& linux_parameters,
                                   absl::string_view path) {
  const std::string below = absl::StrCat(path, "capabilities.");
  NEURON_ASSIGN_OR_RETURN(const JsonValue* const capabilities,
                          ObjectAt(linux_parameters, "capabilities", path));
  NEURON_ASSIGN_OR_RETURN(const std::vector<std::string> added,
                          TextsAt(*capabilities, "add", below));
  const JsonValue* const privileged = container.Find("privileged");
  return Has(added, "IPC_LOCK") || Has(added, "ALL") ||
         (privileged != nullptr && privileged->IsTrue());
}

absl::StatusOr<TaskContainer> ViewContainer(const JsonElement& element) {
  const JsonValue& container = *element.value;
  const std::string path = absl::StrCat(element.path, ".");
  const std::string below = absl::StrCat(path, "linuxParameters.");
  NEURON_ASSIGN_OR_RETURN(const JsonValue* const linux_parameters,
                          ObjectAt(container, "linuxParameters", path));
  TaskContainer view;
  view.path = element.path;
  NEURON_ASSIGN_OR_RETURN(view.name, TextAt(container, "name", path));
  NEURON_ASSIGN_OR_RETURN(view.devices, ViewDevices(*linux_parameters, below));
  NEURON_ASSIGN_OR_RETURN(view.ports, ViewPorts(container, path));
  NEURON_ASSIGN_OR_RETURN(view.may_lock_memory, MayLockMemory(container, *linux_parameters, below));
  NEURON_ASSIGN_OR_RETURN(view.leases, Leases(container, path));
  return view;
}

}  // namespace

ChipSet ChipsOf(const TaskContainer& container) {
  ChipSet chips;
  for (const TaskDevice& device : container.devices) {
    if (device.chip < kMaxChips) {
      chips.Add(device.chip);
    }
  }
  return chips;
}

absl::StatusOr<TaskConstraints> ViewConstraints(const JsonValue& task, absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonElement> elements,
                          ElementsAt(task, "placementConstraints", Kind::kObject, path));
  TaskConstraints constraints;
  constraints.path = absl::StrCat(path, "placementConstraints");
  constraints.count = elements.size();
  for (const JsonElement& element : elements) {
    const std::string below = absl::StrCat(element.path, ".");
    NEURON_ASSIGN_OR_RETURN(const std::string type, TextAt(*element.value, "type", below));
    NEURON_ASSIGN_OR_RETURN(const std::string expression,
                            TextAt(*element.value, "expression", below));
    if (type == "memberOf") {
      constraints.expressions.push_back({expression, absl::StrCat(below, "expression")});
    }
  }
  return constraints;
}

absl::StatusOr<TaskView> ViewTask(const JsonValue& task, absl::string_view path) {
  TaskView view;
  NEURON_ASSIGN_OR_RETURN(view.family, TextAt(task, "family", path));
  NEURON_ASSIGN_OR_RETURN(view.network_mode, TextAt(task, "networkMode", path));
  NEURON_ASSIGN_OR_RETURN(view.constraints, ViewConstraints(task, path));
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonElement> containers,
                          ElementsAt(task, "containerDefinitions", Kind::kObject, path));
  for (const JsonElement& element : containers) {
    NEURON_ASSIGN_OR_RETURN(TaskContainer container, ViewContainer(element));
    view.containers.push_back(std::move(container));
  }
  return view;
}

}  // namespace neuron
