#include "agent/placement/clause_parser.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

using TokenKind = QueryToken::Kind;

constexpr std::size_t kMaxAttributeName = 128;

bool IsAttributeNameByte(char byte) {
  constexpr absl::string_view kOthers = "-_./\\";
  return absl::ascii_isalnum(static_cast<unsigned char>(byte)) ||
         kOthers.find(byte) != absl::string_view::npos;
}

absl::Status NoSubject(const QueryToken& token) {
  const std::string found = absl::StrCat("expected a subject, not ", Shown(token));
  if (token.kind == TokenKind::kWord && absl::StrContains(token.text, '.')) {
    return QueryError(token.column, absl::StrCat(found, ": write ", kAttributePrefix, token.text));
  }
  return QueryError(token.column, absl::StrCat(found, ": there are ", SubjectWords()));
}

absl::StatusOr<Subject> AttributeNamed(absl::string_view name, const QueryToken& token) {
  if (name.empty() || name.size() > kMaxAttributeName ||
      !std::all_of(name.begin(), name.end(), IsAttributeNameByte)) {
    return QueryError(token.column,
                      absl::StrCat(Shown(token), ": the name of an attribute is 1 to ",
                                   kMaxAttributeName, " letters, digits, - _ . / or \\"));
  }
  return Subject{SubjectKind::kAttribute, std::string(name)};
}

absl::StatusOr<Subject> TakeSubject(QueryText* text) {
  NEURON_ASSIGN_OR_RETURN(const QueryToken token, text->Peek());
  text->Take(token);
  if (token.kind != TokenKind::kWord) {
    return NoSubject(token);
  }
  if (absl::StartsWith(token.text, kAttributePrefix)) {
    return AttributeNamed(absl::string_view(token.text).substr(kAttributePrefix.size()), token);
  }
  const absl::optional<SubjectKind> kind = SubjectOfWord(token.text);
  return kind.has_value() ? absl::StatusOr<Subject>(Subject{*kind, ""}) : NoSubject(token);
}

absl::StatusOr<Operator> TakeOperator(const Subject& subject, QueryText* text) {
  NEURON_ASSIGN_OR_RETURN(const QueryToken token, text->Peek());
  text->Take(token);
  const absl::optional<Operator> op =
      token.kind == TokenKind::kQuoted ? absl::nullopt : OperatorOf(token.text);
  if (!op.has_value()) {
    return QueryError(
        token.column,
        absl::StrCat("expected an operator after ", FormatSubject(subject), ", not ", Shown(token),
                     ": there are == != > >= < <= =~ !~ in !in exists !exists"));
  }
  return *op;
}

absl::StatusOr<std::string> TakePattern(QueryText* text) {
  NEURON_ASSIGN_OR_RETURN(const QueryToken token, text->PeekPattern());
  text->Take(token);
  return token.text;
}

absl::StatusOr<std::string> TakeArgument(QueryText* text) {
  NEURON_ASSIGN_OR_RETURN(const QueryToken token, text->Peek());
  text->Take(token);
  if (token.kind == TokenKind::kQuoted) {
    return token.text;
  }
  if (token.kind != TokenKind::kWord || IsReserved(token.text)) {
    const bool list = IsSymbol(token, "[");
    return QueryError(token.column,
                      absl::StrCat("expected an argument, not ", Shown(token),
                                   list ? ": only in and !in take a list"
                                        : ": write it between single quotes if it is one"));
  }
  return token.text;
}

absl::StatusOr<std::vector<std::string>> TakeList(Operator op, QueryText* text) {
  NEURON_ASSIGN_OR_RETURN(const QueryToken open, text->Peek());
  if (!IsSymbol(open, "[")) {
    return QueryError(open.column, absl::StrCat(OperatorSymbol(op), " takes a list, not ",
                                                Shown(open), ": write [a, b]"));
  }
  text->Take(open);
  std::vector<std::string> arguments;
  while (true) {
    NEURON_ASSIGN_OR_RETURN(std::string argument, TakeArgument(text));
    arguments.push_back(std::move(argument));
    NEURON_ASSIGN_OR_RETURN(const QueryToken token, text->Peek());
    text->Take(token);
    if (IsSymbol(token, "]")) {
      return arguments;
    }
    if (!IsSymbol(token, ",")) {
      return QueryError(token.column, absl::StrCat("expected , or ] in the list, not ",
                                                   Shown(token), ": write [a, b]"));
    }
  }
}

absl::StatusOr<std::vector<std::string>> TakeArguments(Operator op, QueryText* text) {
  if (AsksExistence(op)) {
    return std::vector<std::string>();
  }
  if (TakesList(op)) {
    return TakeList(op, text);
  }
  NEURON_ASSIGN_OR_RETURN(const std::string argument,
                          TakesPattern(op) ? TakePattern(text) : TakeArgument(text));
  return std::vector<std::string>{argument};
}

}  // namespace

std::string Shown(const QueryToken& token) {
  return token.kind == TokenKind::kEnd ? "the end" : absl::StrCat("\"", token.text, "\"");
}

bool IsSymbol(const QueryToken& token, absl::string_view symbol) {
  return token.kind == TokenKind::kSymbol && token.text == symbol;
}

absl::StatusOr<Clause> TakeClause(QueryText* text) {
  Clause clause;
  NEURON_ASSIGN_OR_RETURN(const QueryToken first, text->Peek());
  clause.column = first.column;
  NEURON_ASSIGN_OR_RETURN(clause.subject, TakeSubject(text));
  NEURON_ASSIGN_OR_RETURN(clause.op, TakeOperator(clause.subject, text));
  NEURON_ASSIGN_OR_RETURN(const QueryToken next,
                          TakesPattern(clause.op) ? text->PeekPattern() : text->Peek());
  clause.argument_column = next.column;
  NEURON_ASSIGN_OR_RETURN(clause.arguments, TakeArguments(clause.op, text));
  return clause;
}

}  // namespace neuron
