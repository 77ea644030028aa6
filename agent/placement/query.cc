#include "agent/placement/query.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

namespace neuron {
namespace {

using Kind = QueryNode::Kind;

bool IsWord(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsWordByte) && !IsReserved(text);
}

// A pattern without quotes ends where a space is, and may hold more than a word does; what is no
// word is quoted, which is always right.
std::string FormatArgument(const std::string& argument) {
  return IsWord(argument) ? argument : absl::StrCat("'", argument, "'");
}

std::string FormatArguments(const Clause& clause) {
  const std::string arguments =
      absl::StrJoin(clause.arguments, ", ", [](std::string* out, const std::string& argument) {
        absl::StrAppend(out, FormatArgument(argument));
      });
  return TakesList(clause.op) ? absl::StrCat("[", arguments, "]") : arguments;
}

std::string FormatNode(const Query& query, const QueryNode& node);

std::string FormatOperand(const Query& query, const QueryNode& node) {
  const bool compound = node.kind == Kind::kAnd || node.kind == Kind::kOr;
  const std::string text = FormatNode(query, node);
  return compound ? absl::StrCat("(", text, ")") : text;
}

std::string FormatNode(const Query& query, const QueryNode& node) {
  if (node.kind == Kind::kClause) {
    return FormatClause(query.clauses[node.clause]);
  }
  if (node.kind == Kind::kNot) {
    return absl::StrCat("not(", FormatNode(query, node.children.front()), ")");
  }
  return absl::StrJoin(node.children, node.kind == Kind::kAnd ? " and " : " or ",
                       [&](std::string* out, const QueryNode& child) {
                         absl::StrAppend(out, FormatOperand(query, child));
                       });
}

}  // namespace

bool operator==(const Subject& a, const Subject& b) {
  return a.kind == b.kind && a.attribute == b.attribute;
}

bool operator==(const Clause& a, const Clause& b) {
  return a.subject == b.subject && a.op == b.op && a.arguments == b.arguments;
}

bool operator==(const QueryNode& a, const QueryNode& b) {
  return a.kind == b.kind && a.clause == b.clause && a.children == b.children;
}

std::string FormatSubject(const Subject& subject) {
  return absl::StrCat(SubjectWord(subject.kind), subject.attribute);
}

std::string FormatClause(const Clause& clause) {
  const std::string arguments = FormatArguments(clause);
  return absl::StrCat(FormatSubject(clause.subject), " ", OperatorSymbol(clause.op),
                      arguments.empty() ? "" : " ", arguments);
}

std::string FormatQuery(const Query& query) { return FormatNode(query, query.root); }

}  // namespace neuron
