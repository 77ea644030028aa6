#include "agent/placement/remedy.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

using Kind = QueryNode::Kind;

void MarkWanted(const QueryNode& node, bool wanted, std::vector<bool>* truths) {
  if (node.kind == Kind::kClause) {
    (*truths)[node.clause] = wanted;
  }
  for (const QueryNode& child : node.children) {
    MarkWanted(child, wanted != (node.kind == Kind::kNot), truths);
  }
}

// What stands between .* and .* in a pattern, if that is plain text; else empty.
absl::string_view Infix(absl::string_view pattern) {
  constexpr absl::string_view kAnything = ".*";
  const bool wrapped =
      absl::ConsumePrefix(&pattern, kAnything) && absl::ConsumeSuffix(&pattern, kAnything);
  const bool plain = pattern.find_first_of(".*+?|[]{}\\^$") == absl::string_view::npos;
  return wrapped && plain ? pattern : absl::string_view();
}

// The items of a list such as _04_05_ that another such list does not have, as "04, 05"; empty if
// they are no such lists.
std::string Lacking(absl::string_view value, absl::string_view wanted) {
  if (wanted.size() < 2 || wanted.front() != '_' || wanted.back() != '_' ||
      !absl::StartsWith(value, "_")) {
    return "";
  }
  std::vector<absl::string_view> lacking;
  for (const absl::string_view item : absl::StrSplit(wanted, '_', absl::SkipEmpty())) {
    if (!absl::StrContains(value, absl::StrCat("_", item, "_"))) {
      lacking.push_back(item);
    }
  }
  // Of a list of one that goes without saying.
  const bool several = absl::StrContains(wanted.substr(1, wanted.size() - 2), '_');
  return several ? absl::StrJoin(lacking, ", ") : "";
}

std::string MatchDemand(const std::string& pattern, absl::string_view value) {
  const absl::string_view infix = Infix(pattern);
  if (infix.empty()) {
    return absl::StrCat("match ", pattern);
  }
  const std::string lacking = Lacking(value, infix);
  return absl::StrCat("contain ", infix,
                      lacking.empty() ? "" : absl::StrCat(" (", lacking, " not in it)"));
}

// What a value must do so that the operator holds of it.
std::string Demand(Operator op, const std::vector<std::string>& arguments,
                   absl::string_view value) {
  const std::string list = absl::StrJoin(arguments, ", ");
  switch (op) {
    case Operator::kEquals:
      return absl::StrCat("be ", list);
    case Operator::kNotEquals:
      return absl::StrCat("be other than ", list);
    case Operator::kGreater:
      return absl::StrCat("be greater than ", list);
    case Operator::kGreaterEqual:
      return absl::StrCat("be at least ", list);
    case Operator::kLess:
      return absl::StrCat("be less than ", list);
    case Operator::kLessEqual:
      return absl::StrCat("be at most ", list);
    case Operator::kIn:
      return absl::StrCat("be one of ", list);
    case Operator::kNotIn:
      return absl::StrCat("be none of ", list);
    case Operator::kMatches:
      return MatchDemand(arguments.front(), value);
    case Operator::kNotMatches:
      return absl::StrCat("not match ", arguments.front());
    case Operator::kExists:
      return "exist";
    case Operator::kNotExists:
      return "not exist";
  }
  return "";
}

std::string Missing(const QueryNode& node, bool wanted, const std::vector<Truth>& truths);

// The parts that are not as they should be, in parentheses if they are several.
std::string MissingPart(const QueryNode& node, bool wanted, const std::vector<Truth>& truths) {
  const std::string missing = Missing(node, wanted, truths);
  return absl::StrContains(missing, ' ') ? absl::StrCat("(", missing, ")") : missing;
}

std::string Missing(const QueryNode& node, bool wanted, const std::vector<Truth>& truths) {
  if (Fold(node, truths) == TruthOf(wanted)) {
    return "";
  }
  if (node.kind == Kind::kClause) {
    return absl::StrCat(node.clause + 1);
  }
  if (node.kind == Kind::kNot) {
    return Missing(node.children.front(), !wanted, truths);
  }
  std::vector<std::string> parts;
  for (const QueryNode& child : node.children) {
    const std::string part = MissingPart(child, wanted, truths);
    if (!part.empty()) {
      parts.push_back(part);
    }
  }
  if (parts.size() == 1) {
    return std::string(absl::StripPrefix(absl::StripSuffix(parts.front(), ")"), "("));
  }
  return absl::StrJoin(parts, (node.kind == Kind::kAnd) == wanted ? " and " : " or ");
}

}  // namespace

std::vector<bool> WantedTruths(const Query& query) {
  std::vector<bool> truths(query.clauses.size());
  MarkWanted(query.root, true, &truths);
  return truths;
}

std::string Remedy(const Clause& clause, const Reading<std::string>& value, bool wanted) {
  const Operator op = wanted ? clause.op : Opposite(clause.op);
  const bool exists_first = value.is_absent() && !AsksExistence(op);
  return absl::StrCat("would have to ", exists_first ? "exist and " : "",
                      Demand(op, clause.arguments, value.has_value() ? value.value() : ""));
}

std::string MissingClauses(const Query& query, const QueryEvaluation& evaluation) {
  std::vector<Truth> truths;
  for (const TruthByReading& clause : evaluation.clauses) {
    truths.push_back(TruthOf(ResultOf(clause)));
  }
  return Missing(query.root, true, truths);
}

}  // namespace neuron
