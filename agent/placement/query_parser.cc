#include "agent/placement/query_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/status.h"
#include "agent/placement/clause_parser.h"
#include "agent/placement/query_text.h"

namespace neuron {
namespace {

using Kind = QueryNode::Kind;
using TokenKind = QueryToken::Kind;

// Of parentheses and nots; not( is one. Far more than anybody writes, and little for a stack.
constexpr int kMaxDepth = 50;

// What a part of the text means by either precedence.
struct Meaning {
  QueryNode by_precedence;
  QueryNode left_to_right;
};

// A symbol, or the word that says the same.
bool IsEither(const QueryToken& token, absl::string_view symbol, absl::string_view word) {
  return IsSymbol(token, symbol) || (token.kind == TokenKind::kWord && token.text == word);
}

// `a` and `b` under one node of that kind; `open` says whether `a` may take `b` in as one more.
QueryNode Joined(Kind kind, QueryNode a, QueryNode b, bool open) {
  if (open && a.kind == kind) {
    a.children.push_back(std::move(b));
    return a;
  }
  QueryNode joined;
  joined.kind = kind;
  joined.children.push_back(std::move(a));
  joined.children.push_back(std::move(b));
  return joined;
}

QueryNode Negated(QueryNode node) {
  QueryNode negated;
  negated.kind = Kind::kNot;
  negated.children.push_back(std::move(node));
  return negated;
}

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<Query> Parse() {
    NEURON_ASSIGN_OR_RETURN(Meaning meaning, Expression(0));
    NEURON_ASSIGN_OR_RETURN(const QueryToken token, text_.Peek());
    if (token.kind != TokenKind::kEnd) {
      return QueryError(token.column, IsSymbol(token, ")")
                                          ? "this parenthesis was never opened: leave it out"
                                          : WantsJoint(token));
    }
    return Query{std::move(clauses_), std::move(meaning.by_precedence),
                 std::move(meaning.left_to_right)};
  }

 private:
  static std::string WantsJoint(const QueryToken& token) {
    const bool joint =
        absl::EqualsIgnoreCase(token.text, "and") || absl::EqualsIgnoreCase(token.text, "or");
    return absl::StrCat("expected and, or, or the end, not ", Shown(token),
                        joint ? ": write it in small letters"
                              : ": an argument with spaces stands between single quotes");
  }

  // Operands with and, or between them.
  absl::StatusOr<Meaning> Expression(int depth) {
    NEURON_ASSIGN_OR_RETURN(Meaning first, Operand(depth));
    std::vector<QueryNode> alternatives = {std::move(first.by_precedence)};
    QueryNode so_far = std::move(first.left_to_right);
    bool open_and = false;
    for (bool begun = false;; begun = true) {
      NEURON_ASSIGN_OR_RETURN(const absl::optional<Kind> kind, TakeJoint());
      if (!kind.has_value()) {
        return Meaning{Alternatives(std::move(alternatives)), std::move(so_far)};
      }
      NEURON_ASSIGN_OR_RETURN(Meaning next, Operand(depth));
      so_far = Joined(*kind, std::move(so_far), std::move(next.left_to_right), begun);
      if (*kind == Kind::kAnd) {
        alternatives.back() = Joined(Kind::kAnd, std::move(alternatives.back()),
                                     std::move(next.by_precedence), open_and);
      } else {
        alternatives.push_back(std::move(next.by_precedence));
      }
      open_and = *kind == Kind::kAnd;
    }
  }

  static QueryNode Alternatives(std::vector<QueryNode> nodes) {
    if (nodes.size() == 1) {
      return std::move(nodes.front());
    }
    QueryNode joined;
    joined.kind = Kind::kOr;
    joined.children = std::move(nodes);
    return joined;
  }

  // Nothing if neither and nor or is next.
  absl::StatusOr<absl::optional<Kind>> TakeJoint() {
    NEURON_ASSIGN_OR_RETURN(const QueryToken token, text_.Peek());
    absl::optional<Kind> kind;
    if (IsEither(token, "&&", "and")) {
      kind = Kind::kAnd;
    } else if (IsEither(token, "||", "or")) {
      kind = Kind::kOr;
    }
    if (kind.has_value()) {
      text_.Take(token);
    }
    return kind;
  }

  absl::StatusOr<Meaning> Operand(int depth) {
    NEURON_ASSIGN_OR_RETURN(const QueryToken token, text_.Peek());
    if (depth == kMaxDepth) {
      return QueryError(token.column, absl::StrCat("nested more than ", kMaxDepth,
                                                   " deep: take out some parentheses"));
    }
    if (IsEither(token, "!", "not")) {
      text_.Take(token);
      NEURON_ASSIGN_OR_RETURN(const QueryToken next, text_.Peek());
      NEURON_ASSIGN_OR_RETURN(Meaning meaning,
                              IsSymbol(next, "(") ? Group(next, depth + 1) : Operand(depth + 1));
      return Meaning{Negated(std::move(meaning.by_precedence)),
                     Negated(std::move(meaning.left_to_right))};
    }
    if (IsSymbol(token, "(")) {
      return Group(token, depth + 1);
    }
    NEURON_ASSIGN_OR_RETURN(const QueryNode clause, Comparison());
    return Meaning{clause, clause};
  }

  absl::StatusOr<Meaning> Group(const QueryToken& open, int depth) {
    text_.Take(open);
    NEURON_ASSIGN_OR_RETURN(Meaning meaning, Expression(depth));
    NEURON_ASSIGN_OR_RETURN(const QueryToken close, text_.Peek());
    if (close.kind == TokenKind::kEnd) {
      return QueryError(open.column, "this parenthesis is not closed: write a ) where it ends");
    }
    if (!IsSymbol(close, ")")) {
      return QueryError(close.column, WantsJoint(close));
    }
    text_.Take(close);
    return meaning;
  }

  absl::StatusOr<QueryNode> Comparison() {
    NEURON_ASSIGN_OR_RETURN(Clause clause, TakeClause(&text_));
    clauses_.push_back(std::move(clause));
    QueryNode node;
    node.clause = clauses_.size() - 1;
    return node;
  }

  QueryText text_;
  std::vector<Clause> clauses_;
};

}  // namespace

absl::StatusOr<Query> ParseQuery(absl::string_view text) {
  if (text.size() > kMaxQueryBytes) {
    return absl::InvalidArgumentError(absl::StrCat("it has ", text.size(),
                                                   " characters, and ECS takes ", kMaxQueryBytes,
                                                   ": make several constraints of it"));
  }
  if (absl::StripAsciiWhitespace(text).empty()) {
    return absl::InvalidArgumentError(
        "it is empty: write for example 'attribute:neuron.health == ok'");
  }
  return Parser(text).Parse();
}

}  // namespace neuron
