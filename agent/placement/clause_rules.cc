#include "agent/placement/clause_rules.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/placement/pattern.h"
#include "agent/placement/query_text.h"
#include "agent/placement/typed_value.h"

namespace neuron {
namespace {

// What a subject takes, beside == and !=.
struct SubjectRule {
  bool order;
  bool lists_and_patterns;
  bool existence;
};

SubjectRule RuleOf(SubjectKind kind) {
  switch (kind) {
    case SubjectKind::kAgentConnected:
    case SubjectKind::kEc2InstanceId:
      return {false, true, false};
    case SubjectKind::kAgentVersion:
    case SubjectKind::kRegisteredAt:
    case SubjectKind::kRunningTasksCount:
      return {true, false, false};
    case SubjectKind::kAttribute:
    case SubjectKind::kTaskGroup:
      break;
  }
  // Of these two ECS documents no list.
  return {true, true, true};
}

bool Takes(SubjectKind kind, Operator op) {
  const SubjectRule rule = RuleOf(kind);
  if (IsOrder(op)) {
    return rule.order;
  }
  if (TakesList(op) || TakesPattern(op)) {
    return rule.lists_and_patterns;
  }
  return rule.existence || !AsksExistence(op);
}

std::string OperatorsOf(SubjectKind kind) {
  const SubjectRule rule = RuleOf(kind);
  return absl::StrCat("== !=", rule.order ? " > >= < <=" : "",
                      rule.lists_and_patterns ? " in !in =~ !~" : "");
}

// What the argument should have been; empty if it is.
absl::string_view Wanted(const Clause& clause, const std::string& argument) {
  switch (clause.subject.kind) {
    case SubjectKind::kAgentVersion:
      return ParseVersion(argument).has_value() ? "" : "a version such as 1.14.5";
    case SubjectKind::kRegisteredAt:
      return ParseDate(argument).has_value() ? "" : "a date such as 2018-06-18T22:28:28Z";
    case SubjectKind::kRunningTasksCount:
      return ParseNumber(argument).has_value() ? "" : "a number such as 3";
    case SubjectKind::kAgentConnected:
      return TakesPattern(clause.op) || argument == "true" || argument == "false" ? ""
                                                                                  : "true or false";
    default:
      return "";
  }
}

absl::Status CheckOperator(const Clause& clause) {
  if (Takes(clause.subject.kind, clause.op)) {
    return absl::OkStatus();
  }
  return QueryError(clause.column, absl::StrCat(FormatSubject(clause.subject), " does not take ",
                                                OperatorSymbol(clause.op), ": it takes ",
                                                OperatorsOf(clause.subject.kind)));
}

absl::Status CheckArguments(const Clause& clause) {
  for (const std::string& argument : clause.arguments) {
    const absl::string_view wanted = Wanted(clause, argument);
    if (!wanted.empty()) {
      return QueryError(clause.argument_column,
                        absl::StrCat(FormatSubject(clause.subject), " is compared with ", wanted,
                                     ", not with \"", argument, "\""));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckPattern(const Clause& clause) {
  if (!TakesPattern(clause.op)) {
    return absl::OkStatus();
  }
  const absl::Status status = Pattern::Compile(clause.arguments.front()).status();
  return status.ok() ? status
                     : absl::Status(status.code(), absl::StrCat("column ", clause.argument_column,
                                                                ": ", status.message()));
}

}  // namespace

absl::Status CheckClauses(const Query& query) {
  for (const Clause& clause : query.clauses) {
    NEURON_RETURN_IF_ERROR(CheckOperator(clause));
    NEURON_RETURN_IF_ERROR(CheckArguments(clause));
    NEURON_RETURN_IF_ERROR(CheckPattern(clause));
  }
  return absl::OkStatus();
}

}  // namespace neuron
