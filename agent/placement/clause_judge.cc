#include "agent/placement/clause_judge.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/types/optional.h"
#include "agent/placement/typed_value.h"

namespace neuron {
namespace {

// Nothing if `a` cannot be compared with `b`; else less than, equal to or greater than 0.
using Order = absl::optional<int>;

template <typename T>
Order Compare(const absl::optional<T>& a, const absl::optional<T>& b) {
  if (!a.has_value() || !b.has_value()) {
    return absl::nullopt;
  }
  return *a < *b ? -1 : *b < *a ? 1 : 0;
}

Order CompareAs(SubjectKind kind, const std::string& a, const std::string& b,
                QueryReading reading) {
  switch (kind) {
    case SubjectKind::kAgentVersion:
      return Compare(ParseVersion(a), ParseVersion(b));
    case SubjectKind::kRegisteredAt:
      return Compare(ParseDate(a), ParseDate(b));
    case SubjectKind::kRunningTasksCount:
      return Compare(ParseNumber(a), ParseNumber(b));
    default:
      return reading.TakesSecond(QueryQuestion::kOrder) ? Compare(ParseNumber(a), ParseNumber(b))
                                                        : Order(a.compare(b));
  }
}

bool Holds(Operator op, int order) {
  switch (op) {
    case Operator::kGreater:
      return order > 0;
    case Operator::kGreaterEqual:
      return order >= 0;
    case Operator::kLess:
      return order < 0;
    case Operator::kLessEqual:
      return order <= 0;
    default:
      return order == 0;
  }
}

// Whether the subject is compared as what it is also by == and !=.
bool IsTyped(SubjectKind kind) {
  return kind == SubjectKind::kAgentVersion || kind == SubjectKind::kRegisteredAt ||
         kind == SubjectKind::kRunningTasksCount;
}

}  // namespace

ClauseJudge::ClauseJudge(Clause clause)
    : clause_(std::move(clause)),
      pattern_(Pattern::Compile(TakesPattern(clause_.op) ? clause_.arguments.front() : "")) {}

Truth ClauseJudge::Judge(const Reading<std::string>& value, QueryReading reading) const {
  if (value.is_unknown()) {
    return Truth::kUnknown;
  }
  return value.has_value() ? OfValue(value.value(), reading) : OfMissing(reading);
}

Truth ClauseJudge::OfMissing(QueryReading reading) const {
  if (AsksExistence(clause_.op)) {
    return TruthOf(clause_.op == Operator::kNotExists);
  }
  return TruthOf(IsNegative(clause_.op) && reading.TakesSecond(QueryQuestion::kAbsence));
}

Truth ClauseJudge::OfValue(const std::string& value, QueryReading reading) const {
  if (AsksExistence(clause_.op)) {
    return TruthOf(clause_.op == Operator::kExists);
  }
  if (IsOrder(clause_.op)) {
    return Ordered(value, reading);
  }
  if (!TakesPattern(clause_.op)) {
    return TruthOf(IsOneOf(value, reading) != IsNegative(clause_.op));
  }
  if (!pattern_.ok()) {
    return Truth::kUnknown;
  }
  const bool matches = pattern_->Matches(value, reading.TakesSecond(QueryQuestion::kMatch),
                                         reading.TakesSecond(QueryQuestion::kCase));
  return TruthOf(matches != IsNegative(clause_.op));
}

Truth ClauseJudge::Ordered(const std::string& value, QueryReading reading) const {
  const Order order = CompareAs(clause_.subject.kind, value, clause_.arguments.front(), reading);
  return order.has_value() ? TruthOf(Holds(clause_.op, *order)) : Truth::kUnknown;
}

bool ClauseJudge::IsOneOf(const std::string& value, QueryReading reading) const {
  return std::any_of(
      clause_.arguments.begin(), clause_.arguments.end(), [&](const std::string& argument) {
        if (IsTyped(clause_.subject.kind)) {
          const Order order = CompareAs(clause_.subject.kind, value, argument, reading);
          return order.has_value() ? *order == 0 : value == argument;
        }
        return reading.TakesSecond(QueryQuestion::kCase) ? absl::EqualsIgnoreCase(value, argument)
                                                         : value == argument;
      });
}

}  // namespace neuron
