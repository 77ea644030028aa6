#ifndef AGENT_PLACEMENT_SERVICE_LINT_H_
#define AGENT_PLACEMENT_SERVICE_LINT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/json_value.h"
#include "agent/placement/lint_finding.h"
#include "agent/placement/published_names.h"
#include "agent/placement/task_view.h"

namespace neuron {

// What a service, or a call of RunTask, says about placement.
struct ServiceView {
  // Of the task definition, and where the document has it; empty if it does not say.
  std::string family;
  std::string family_path;
  bool daemon = false;
  TaskConstraints constraints;
};

// Reads what `aws ecs create-service --cli-input-json` or run-task take, and what describe-services
// prints of one. Fails as ViewTask(). Pure.
absl::StatusOr<ServiceView> ViewService(const JsonValue& service, absl::string_view path);

// What is wrong with a service: LintConstraints(); with its task definition, which is null if it is
// not at hand, too many constraints together; and kVolatile of either if it is a DAEMON service.
// Findings are at places of the service. Their file is left out. Pure.
std::vector<LintFinding> LintService(const ServiceView& service, const TaskView* task,
                                     const PublishedNames& names);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_SERVICE_LINT_H_
