#include "agent/placement/service_lint.h"

#include <cstddef>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/append.h"
#include "agent/base/status.h"
#include "agent/placement/constraint_lint.h"
#include "agent/placement/constraint_query.h"
#include "agent/placement/json_path.h"

namespace neuron {
namespace {

// "train" of "train", "train:7" and "arn:aws:ecs:us-east-1:123456789012:task-definition/train:7".
std::string FamilyOf(absl::string_view task_definition) {
  const absl::string_view last = task_definition.substr(task_definition.rfind('/') + 1);
  return std::string(last.substr(0, last.find(':')));
}

// The attributes of ours that an expression is about. The agent changes all of them, or takes them
// away, while tasks run.
std::vector<std::string> OursIn(const TaskConstraint& constraint, const PublishedNames& names) {
  const absl::StatusOr<Query> query = ReadExpression(constraint.expression);
  std::set<std::string> ours;
  for (const Clause& clause : query.ok() ? query->clauses : std::vector<Clause>()) {
    if (clause.subject.kind == SubjectKind::kAttribute &&
        absl::StartsWith(clause.subject.attribute, names.prefix)) {
      ours.insert(clause.subject.attribute);
    }
  }
  return {ours.begin(), ours.end()};
}

// `place` is what a finding is at; `whose` goes before what it is about.
std::vector<LintFinding> LintDaemon(const TaskConstraints& constraints, const PublishedNames& names,
                                    const std::string& place, absl::string_view whose) {
  std::vector<LintFinding> findings;
  for (const TaskConstraint& constraint : constraints.expressions) {
    const std::vector<std::string> ours = OursIn(constraint, names);
    if (!ours.empty()) {
      findings.push_back(
          {"", place.empty() ? constraint.path : place, LintCode::kVolatile,
           absl::StrCat(whose, "a DAEMON service depends on ", absl::StrJoin(ours, ", "),
                        ": ECS stops its task on a host as soon as that changes"),
           "ask for what stays, as ecs.instance-type, or make it a REPLICA service"});
    }
  }
  return findings;
}

// REQUIRES: either is within the limit by itself.
std::vector<LintFinding> LintSum(const ServiceView& service, const TaskView& task) {
  const std::size_t sum = service.constraints.count + task.constraints.count;
  if (sum <= kMaxConstraints) {
    return {};
  }
  return {{"", service.constraints.path, LintCode::kCount,
           absl::StrCat(sum, " constraints with those of the task definition ", task.family,
                        ": ECS takes ", kMaxConstraints),
           "join expressions with and"}};
}

}  // namespace

absl::StatusOr<ServiceView> ViewService(const JsonValue& service, absl::string_view path) {
  ServiceView view;
  NEURON_ASSIGN_OR_RETURN(const std::string definition, TextAt(service, "taskDefinition", path));
  NEURON_ASSIGN_OR_RETURN(const std::string strategy, TextAt(service, "schedulingStrategy", path));
  NEURON_ASSIGN_OR_RETURN(view.constraints, ViewConstraints(service, path));
  view.family = FamilyOf(definition);
  view.family_path = absl::StrCat(path, "taskDefinition");
  view.daemon = strategy == "DAEMON";
  return view;
}

std::vector<LintFinding> LintService(const ServiceView& service, const TaskView* task,
                                     const PublishedNames& names) {
  std::vector<LintFinding> findings = LintConstraints(service.constraints, names);
  if (task != nullptr && service.constraints.count <= kMaxConstraints &&
      task->constraints.count <= kMaxConstraints) {
    Append(LintSum(service, *task), &findings);
  }
  if (service.daemon) {
    Append(LintDaemon(service.constraints, names, "", ""), &findings);
  }
  if (service.daemon && task != nullptr) {
    Append(LintDaemon(task->constraints, names, service.family_path,
                      absl::StrCat("by the task definition ", task->family, " ")),
           &findings);
  }
  return findings;
}

}  // namespace neuron
