#include "agent/placement/constraint_query.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "agent/base/status.h"
#include "agent/placement/clause_rules.h"
#include "agent/placement/placement_host.h"
#include "agent/placement/query_parser.h"
#include "agent/placement/query_reading.h"
#include "agent/workload/free_set.h"

namespace neuron {
namespace {

constexpr char kInstanceType[] = "ecs.instance-type";

// A host of which only the one attribute is known.
PlacementHost HostWith(const std::string& attribute, Reading<std::string> value) {
  const absl::Status unknown = absl::UnknownError("not asked about");
  PlacementHost host;
  host.other_attributes = unknown;
  for (const SubjectKind kind :
       {SubjectKind::kAgentConnected, SubjectKind::kAgentVersion, SubjectKind::kEc2InstanceId,
        SubjectKind::kRegisteredAt, SubjectKind::kRunningTasksCount, SubjectKind::kTaskGroup}) {
    host.fields[kind] = Reading<std::string>::Unknown(unknown);
  }
  host.attributes[attribute] = std::move(value);
  return host;
}

bool Refuse(const std::vector<Query>& constraints, const PlacementHost& host) {
  return std::any_of(constraints.begin(), constraints.end(), [&](const Query& query) {
    return ResultOf(QueryEvaluator(query).Evaluate(host).whole) == QueryResult::kFalse;
  });
}

bool IsAbout(const Clause& clause, absl::string_view attribute) {
  return clause.subject.kind == SubjectKind::kAttribute && clause.subject.attribute == attribute;
}

}  // namespace

absl::StatusOr<Query> ReadExpression(absl::string_view text) {
  NEURON_ASSIGN_OR_RETURN(Query query, ParseQuery(text));
  NEURON_RETURN_IF_ERROR(CheckClauses(query));
  return query;
}

std::vector<Query> ReadableQueries(const TaskConstraints& constraints) {
  std::vector<Query> queries;
  for (const TaskConstraint& constraint : constraints.expressions) {
    absl::StatusOr<Query> query = ReadExpression(constraint.expression);
    if (query.ok()) {
      queries.push_back(*std::move(query));
    }
  }
  return queries;
}

bool Demand(const std::vector<Query>& constraints, const PublishedNames& names, ChipSet all,
            int chip) {
  ChipSet others = all;
  others.Remove(chip);
  return Refuse(constraints, HostWith(names.free_set, FormatFreeSet(others)));
}

bool RefuseType(const std::vector<Query>& constraints, absl::string_view instance_type) {
  return Refuse(constraints, HostWith(kInstanceType, std::string(instance_type)));
}

std::string DemandedType(const std::vector<Query>& constraints) {
  for (const Query& query : constraints) {
    for (const Clause& clause : query.clauses) {
      if (IsAbout(clause, kInstanceType) && clause.op == Operator::kEquals) {
        return absl::AsciiStrToLower(clause.arguments.front());
      }
    }
  }
  return "";
}

bool Mentions(const Query& query, absl::string_view attribute) {
  return std::any_of(query.clauses.begin(), query.clauses.end(),
                     [&](const Clause& clause) { return IsAbout(clause, attribute); });
}

bool DependsOnAbsence(const Query& query, const std::string& attribute) {
  const PlacementHost host = HostWith(attribute, Reading<std::string>::Absent());
  return Doubt(QueryEvaluator(query).Evaluate(host).whole, QueryQuestion::kAbsence).has_value();
}

}  // namespace neuron
