#include "agent/placement/constraint_lint.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/placement/constraint_query.h"
#include "agent/placement/query.h"
#include "agent/placement/query_parser.h"
#include "agent/placement/typed_value.h"

namespace neuron {
namespace {

// Digits of the numbers among our attributes.
constexpr std::size_t kOurDigits = 2;

bool IsOurCount(const Clause& clause, const PublishedNames& names) {
  return std::find(names.counts.begin(), names.counts.end(), clause.subject.attribute) !=
         names.counts.end();
}

// Whether the order of the argument and of values may differ as text and as numbers. Of others'
// attributes only a leading zero shows that numbers were meant to have one width.
bool IsUnpadded(const Clause& clause, const PublishedNames& names) {
  if (clause.subject.kind != SubjectKind::kAttribute || !IsOrder(clause.op) ||
      !ParseNumber(clause.arguments.front()).has_value()) {
    return false;
  }
  const std::string& number = clause.arguments.front();
  return IsOurCount(clause, names) ? number.size() != kOurDigits || absl::StrContains(number, '-')
                                   : !absl::StartsWith(number, "0") || number.size() == 1 ||
                                         absl::StrContains(number, '.');
}

LintFinding Unpadded(const Clause& clause, const PublishedNames& names, const std::string& path) {
  return {
      "", path, LintCode::kUnpadded,
      absl::StrCat(FormatClause(clause),
                   ": AWS does not say whether this compares numbers or text, and as text 10 "
                   "is before 4"),
      IsOurCount(clause, names)
          ? absl::StrCat("write it with two digits, as ", clause.subject.attribute, " is: 04 for 4")
          : "write values and argument with equally many digits (04, 10), or use in [...]"};
}

// The attributes below != !in and !~.
std::set<std::string> Denied(const Query& query) {
  std::set<std::string> denied;
  for (const Clause& clause : query.clauses) {
    if (clause.subject.kind == SubjectKind::kAttribute && IsNegative(clause.op) &&
        !AsksExistence(clause.op)) {
      denied.insert(clause.subject.attribute);
    }
  }
  return denied;
}

LintFinding Absence(const std::string& attribute, const std::string& path) {
  return {"", path, LintCode::kAbsence,
          absl::StrCat("AWS does not say whether this holds of an instance without attribute:",
                       attribute),
          absl::StrCat("add the one that you mean: attribute:", attribute,
                       " exists and ..., or attribute:", attribute, " !exists or ...")};
}

std::vector<LintFinding> LintQuery(const Query& query, const PublishedNames& names,
                                   const std::string& path) {
  std::vector<LintFinding> findings;
  for (const Clause& clause : query.clauses) {
    if (IsUnpadded(clause, names)) {
      findings.push_back(Unpadded(clause, names, path));
    }
  }
  for (const std::string& attribute : Denied(query)) {
    if (DependsOnAbsence(query, attribute)) {
      findings.push_back(Absence(attribute, path));
    }
  }
  return findings;
}

std::vector<LintFinding> LintExpression(const TaskConstraint& constraint,
                                        const PublishedNames& names) {
  if (constraint.expression.size() > kMaxQueryBytes) {
    return {{"", constraint.path, LintCode::kLength,
             absl::StrCat(constraint.expression.size(), " characters: ECS takes ", kMaxQueryBytes),
             "write several comparisons as one with in [...] or =~, or several constraints"}};
  }
  const absl::StatusOr<Query> query = ReadExpression(constraint.expression);
  if (!query.ok()) {
    return {{"", constraint.path, LintCode::kExpression, std::string(query.status().message()),
             "see docs/placement.md; neuronctl placement explain tries an expression"}};
  }
  return LintQuery(*query, names, constraint.path);
}

}  // namespace

std::vector<LintFinding> LintConstraints(const TaskConstraints& constraints,
                                         const PublishedNames& names) {
  std::vector<LintFinding> findings;
  if (constraints.count > kMaxConstraints) {
    findings.push_back(
        {"", constraints.path, LintCode::kCount,
         absl::StrCat(constraints.count, " constraints: ECS takes ", kMaxConstraints),
         "join expressions with and"});
  }
  for (const TaskConstraint& constraint : constraints.expressions) {
    const std::vector<LintFinding> more = LintExpression(constraint, names);
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

}  // namespace neuron
