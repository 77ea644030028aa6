#include "agent/cli/placement_generate.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/json_parser.h"
#include "agent/base/json_text.h"
#include "agent/base/json_value.h"
#include "agent/base/reading.h"
#include "agent/base/status.h"
#include "agent/cli/placement_names.h"
#include "agent/device/enumerator.h"
#include "agent/placement/chip_sets.h"
#include "agent/placement/floating_task.h"
#include "agent/placement/pinned_task.h"
#include "agent/placement/task_plan.h"

namespace neuron {
namespace {

// ECS takes definitions of 64 KiB.
constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
constexpr unsigned kFileMode = 0644;

absl::StatusOr<std::string> InstanceFor(const Options& options) {
  if (!options.placement.instance.empty()) {
    return options.placement.instance;
  }
  const Reading<std::string> type = ReadHost(options.host).instance_type;
  if (!type.has_value()) {
    return absl::FailedPreconditionError(
        "the instance type of this host is unknown: give --instance=TYPE, such as trn1.32xlarge");
  }
  return type.value();
}

absl::StatusOr<JsonValue> ReadTask(const std::string& path) {
  if (path.empty()) {
    return BlankTask();
  }
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxFileBytes));
  NEURON_ASSIGN_OR_RETURN(const std::vector<JsonValue> values, ParseJson(text));
  if (values.size() != 1) {
    return absl::InvalidArgumentError("it holds several JSON values, not one task definition");
  }
  return values.front();
}

absl::StatusOr<std::vector<JsonValue>> MakeTasks(const Options& options, const JsonValue& task,
                                                 const std::string& instance) {
  TaskPlan plan;
  plan.instance_type = instance;
  plan.names = PublishedNamesOf(options.attributes);
  plan.container = options.placement.container;
  if (options.placement.exclusive_ports) {
    plan.port_base = options.placement.port_base;
  }
  NEURON_ASSIGN_OR_RETURN(const std::vector<ChipSet> sets, ChipSetsOf(instance, options.chips));
  if (!options.placement.floating) {
    return PinnedTasks(task, sets, plan);
  }
  NEURON_ASSIGN_OR_RETURN(const ChipSet all, AllChipsOf(instance));
  NEURON_ASSIGN_OR_RETURN(JsonValue floating, FloatingTask(task, all, options.chips, plan));
  return std::vector<JsonValue>{floating};
}

absl::Status About(const std::string& path, const absl::Status& status) {
  return path.empty() || status.ok()
             ? status
             : absl::Status(status.code(),
                            absl::StrCat("--task_definition=", path, ": ", status.message()));
}

absl::Status Print(const std::vector<JsonValue>& tasks, const Output& output) {
  if (tasks.size() == 1) {
    return output(JsonDocument(tasks.front()));
  }
  for (const JsonValue& task : tasks) {
    NEURON_RETURN_IF_ERROR(output(JsonOneLine(task)));
  }
  return absl::OkStatus();
}

absl::Status Write(const std::vector<JsonValue>& tasks, const std::string& directory,
                   const Output& output) {
  for (const JsonValue& task : tasks) {
    const std::string path = absl::StrCat(directory, "/", task.TextOf("family"), ".json");
    NEURON_RETURN_IF_ERROR(ReplaceFile(path, JsonDocument(task), kFileMode));
    NEURON_RETURN_IF_ERROR(output(absl::StrCat(path, "\n")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunPlacementGenerate(const Options& options, const Output& output) {
  NEURON_ASSIGN_OR_RETURN(const std::string instance, InstanceFor(options));
  const std::string& path = options.placement.task_definition;
  const absl::StatusOr<JsonValue> task = ReadTask(path);
  NEURON_RETURN_IF_ERROR(About(path, task.status()));
  const absl::StatusOr<std::vector<JsonValue>> tasks = MakeTasks(options, *task, instance);
  NEURON_RETURN_IF_ERROR(About(path, tasks.status()));
  return options.placement.output_dir.empty() ? Print(*tasks, output)
                                              : Write(*tasks, options.placement.output_dir, output);
}

}  // namespace neuron
