#include "agent/placement/document_lint.h"

#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/json_parser.h"
#include "agent/base/json_value.h"
#include "agent/base/status.h"
#include "agent/placement/service_lint.h"
#include "agent/placement/task_view.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

// One task definition or service of a file: one of the two is set.
struct Document {
  std::string file;
  absl::optional<TaskView> task;
  absl::optional<ServiceView> service;
};

const JsonValue* FindOf(const JsonValue& object, absl::string_view name, Kind kind) {
  const JsonValue* const value = object.Find(name);
  return value != nullptr && value->kind() == kind ? value : nullptr;
}

class Collector {
 public:
  absl::Status Collect(const LintFile& file) {
    absl::StatusOr<std::vector<JsonValue>> values = ParseJson(file.text);
    const absl::Status status =
        !values.ok() ? values.status()
                     : CollectFrom(file.name,
                                   values->size() == 1 ? std::move(values->front())
                                                       : JsonValue::Array(*std::move(values)),
                                   "");
    return status.ok()
               ? status
               : absl::Status(status.code(), absl::StrCat(file.name, ": ", status.message()));
  }

  const std::vector<Document>& documents() const { return documents_; }

 private:
  absl::Status CollectFrom(const std::string& file, const JsonValue& value,
                           const std::string& path) {
    // What holds documents: by which member, and of what kind that is.
    static constexpr std::pair<absl::string_view, Kind> kHolders[] = {
        {"taskDefinition", Kind::kObject},
        {"service", Kind::kObject},
        {"services", Kind::kArray},
    };
    if (value.kind() == Kind::kArray) {
      return CollectEach(file, value, path);
    }
    for (const auto& holder : kHolders) {
      const JsonValue* const held = FindOf(value, holder.first, holder.second);
      if (held != nullptr) {
        return CollectFrom(
            file, *held, absl::StrCat(path, holder.first, held->kind() == Kind::kArray ? "" : "."));
      }
    }
    return CollectOne(file, value, path);
  }

  absl::Status CollectEach(const std::string& file, const JsonValue& array,
                           const std::string& path) {
    for (std::size_t i = 0; i < array.elements().size(); ++i) {
      NEURON_RETURN_IF_ERROR(
          CollectFrom(file, array.elements()[i], absl::StrCat(path, "[", i, "].")));
    }
    return absl::OkStatus();
  }

  absl::Status CollectOne(const std::string& file, const JsonValue& value,
                          const std::string& path) {
    Document document;
    document.file = file;
    if (value.Find("containerDefinitions") != nullptr) {
      NEURON_ASSIGN_OR_RETURN(document.task, ViewTask(value, path));
    } else if (value.Find("taskDefinition") != nullptr || value.Find("serviceName") != nullptr) {
      NEURON_ASSIGN_OR_RETURN(document.service, ViewService(value, path));
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat(path.empty() ? "" : absl::StrCat("at ", path, " "),
                       "neither a task definition, which has containerDefinitions, nor a service, "
                       "which has taskDefinition"));
    }
    documents_.push_back(std::move(document));
    return absl::OkStatus();
  }

  std::vector<Document> documents_;
};

std::map<std::string, const TaskView*> TasksByFamily(const std::vector<Document>& documents) {
  std::map<std::string, const TaskView*> tasks;
  for (const Document& document : documents) {
    if (document.task.has_value() && !document.task->family.empty()) {
      tasks[document.task->family] = &*document.task;
    }
  }
  return tasks;
}

}  // namespace

absl::StatusOr<std::vector<LintFinding>> LintFiles(const std::vector<LintFile>& files,
                                                   const LintRules& rules) {
  Collector collector;
  for (const LintFile& file : files) {
    NEURON_RETURN_IF_ERROR(collector.Collect(file));
  }
  const std::map<std::string, const TaskView*> tasks = TasksByFamily(collector.documents());
  std::vector<LintFinding> findings;
  for (const Document& document : collector.documents()) {
    const auto task = tasks.find(document.service.has_value() ? document.service->family : "");
    std::vector<LintFinding> found =
        document.task.has_value()
            ? LintTask(*document.task, rules)
            : LintService(*document.service, task == tasks.end() ? nullptr : task->second,
                          rules.names);
    for (LintFinding& finding : found) {
      finding.file = document.file;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace neuron
