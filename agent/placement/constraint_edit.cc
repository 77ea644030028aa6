#include "agent/placement/constraint_edit.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/placement/chip_expression.h"
#include "agent/placement/constraint_lint.h"
#include "agent/placement/constraint_query.h"
#include "agent/placement/task_view.h"

namespace neuron {
namespace {

JsonValue ConstraintOf(absl::string_view expression) {
  return JsonValue::Object({{JsonValue::String("type"), JsonValue::String("memberOf")},
                            {JsonValue::String("expression"), JsonValue::String(expression)}});
}

// Whether the constraint asks for free chips and, but for other attributes of ours, for nothing
// else.
bool IsAboutFreeChips(const JsonValue& constraint, const PublishedNames& names) {
  const absl::StatusOr<Query> query = ReadExpression(constraint.TextOf("expression"));
  if (constraint.TextOf("type") != "memberOf" || !query.ok()) {
    return false;
  }
  return (Mentions(*query, names.free_set) || Mentions(*query, names.fits)) &&
         std::all_of(query->clauses.begin(), query->clauses.end(), [&](const Clause& clause) {
           return absl::StartsWith(clause.subject.attribute, names.prefix);
         });
}

bool AsksForType(const std::vector<Query>& queries) {
  return std::any_of(queries.begin(), queries.end(),
                     [](const Query& query) { return Mentions(query, "ecs.instance-type"); });
}

// Puts the expression where the first constraint about free chips is, or at the end.
void ReplaceConstraint(JsonValue* constraints, const PublishedNames& names,
                       const std::string& expression) {
  std::vector<JsonValue>* const list = constraints->mutable_elements();
  const auto first = std::find_if(list->begin(), list->end(), [&](const JsonValue& constraint) {
    return IsAboutFreeChips(constraint, names);
  });
  const auto place = list->insert(first, ConstraintOf(expression));
  list->erase(std::remove_if(
                  place + 1, list->end(),
                  [&](const JsonValue& constraint) { return IsAboutFreeChips(constraint, names); }),
              list->end());
}

// Whether the only constraint about free chips is the expression.
bool IsConstrained(const JsonValue& constraints, const PublishedNames& names,
                   const std::string& expression) {
  std::vector<std::string> expressions;
  for (const JsonValue& constraint : constraints.elements()) {
    if (IsAboutFreeChips(constraint, names)) {
      expressions.push_back(constraint.TextOf("expression"));
    }
  }
  return expressions == std::vector<std::string>{expression};
}

}  // namespace

absl::Status Constrain(JsonValue* task, const PublishedNames& names, const std::string& expression,
                       absl::string_view instance_type) {
  NEURON_ASSIGN_OR_RETURN(const TaskConstraints before, ViewConstraints(*task, ""));
  const std::vector<Query> queries = ReadableQueries(before);
  if (RefuseType(queries, instance_type)) {
    return absl::InvalidArgumentError(
        absl::StrCat("its placement constraints refuse instances of the type ", instance_type,
                     ": change them, or name another type by --instance"));
  }
  JsonValue* const constraints = task->Member("placementConstraints", JsonValue::Kind::kArray);
  if (!AsksForType(queries)) {
    constraints->mutable_elements()->push_back(ConstraintOf(TypeExpression(instance_type)));
  }
  if (!IsConstrained(*constraints, names, expression)) {
    ReplaceConstraint(constraints, names, expression);
  }
  return constraints->elements().size() <= kMaxConstraints
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat("with what is added it has ",
                                                       constraints->elements().size(),
                                                       " placement constraints, and ECS takes ",
                                                       kMaxConstraints, ": join some with and"));
}

}  // namespace neuron
