#ifndef AGENT_PLACEMENT_DOCUMENT_LINT_H_
#define AGENT_PLACEMENT_DOCUMENT_LINT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/placement/lint_finding.h"
#include "agent/placement/task_lint.h"

namespace neuron {

// A file of task definitions and services.
struct LintFile {
  // For findings and errors.
  std::string name;
  std::string text;
};

// What is wrong with the task definitions and services in the files, in their order. A file holds
// one or several, as a JSON array or one after another, as the AWS CLI takes them (register-task-
// definition, create-service, run-task) or as it prints them (describe-task-definition,
// describe-services). A service is judged together with its task definition if that is in one of
// the files, known by its family; the last of a family counts. Pure.
//
// InvalidArgument, in one line that begins with the file's name, for what is no JSON (with line and
// column), is neither a task definition nor a service, or fails ViewTask().
absl::StatusOr<std::vector<LintFinding>> LintFiles(const std::vector<LintFile>& files,
                                                   const LintRules& rules);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_DOCUMENT_LINT_H_
