#include "agent/placement/query_text.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/placement/query_vocabulary.h"

namespace neuron {
namespace {

using Kind = QueryToken::Kind;

// The longer before those that they begin with.
constexpr absl::string_view kSymbols[] = {"==", "!=", ">=", "<=", "=~", "!~", "&&", "||",
                                          ">",  "<",  "!",  "(",  ")",  "[",  "]",  ","};

bool IsSpace(char byte) { return absl::ascii_isspace(static_cast<unsigned char>(byte)); }

absl::string_view WordAt(absl::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && IsWordByte(text[size])) {
    ++size;
  }
  return text.substr(0, size);
}

// "!in" and "!exists", which are operators; empty if the text does not begin with one.
absl::string_view NegatedWordAt(absl::string_view text) {
  const absl::string_view word = text.empty() ? text : WordAt(text.substr(1));
  const bool negated = absl::StartsWith(text, "!") && (word == "in" || word == "exists");
  return negated ? text.substr(0, word.size() + 1) : absl::string_view();
}

absl::string_view SymbolAt(absl::string_view text) {
  const absl::string_view negated = NegatedWordAt(text);
  if (!negated.empty()) {
    return negated;
  }
  for (const absl::string_view symbol : kSymbols) {
    if (absl::StartsWith(text, symbol)) {
      return symbol;
    }
  }
  return "";
}

std::string CureOf(char byte) {
  switch (byte) {
    case '=':
      return "\"=\" is no operator: write ==";
    case '&':
      return "\"&\" is no operator: write && or and";
    case '|':
      return "\"|\" is no operator: write || or or";
    case '"':
    case '`':
      return "quotes are single ones: '...'";
    default:
      break;
  }
  return absl::ascii_isgraph(static_cast<unsigned char>(byte))
             ? absl::StrFormat("nothing begins with \"%c\": put it between single quotes", byte)
             : absl::StrFormat("byte 0x%02x: an expression is printable ASCII",
                               static_cast<unsigned char>(byte));
}

// OK, or why this text cannot be one argument. `column` is where it begins.
absl::Status CheckArgument(absl::string_view text, std::size_t column) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == ')') {
      return QueryError(column + i,
                        "ECS allows no parentheses inside a comparison, so a pattern has no "
                        "groups: write them out with or");
    }
    if (!absl::ascii_isprint(static_cast<unsigned char>(text[i]))) {
      return QueryError(column + i, CureOf(text[i]));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckBarePattern(absl::string_view text, std::size_t column) {
  if (text.empty()) {
    return QueryError(column, "expected a pattern, such as .*_04_.*");
  }
  for (const absl::string_view ambiguous : {"&&", "||", "'", "\""}) {
    const std::size_t at = text.find(ambiguous);
    if (at != absl::string_view::npos) {
      return QueryError(column + at,
                        absl::StrCat(ambiguous,
                                     " in a pattern: put spaces round it if it joins two "
                                     "comparisons, or the pattern between single quotes"));
    }
  }
  return CheckArgument(text, column);
}

}  // namespace

absl::Status QueryError(std::size_t column, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat("column ", column, ": ", problem));
}

QueryToken QueryText::Token(Kind kind, std::size_t begin, std::size_t end) const {
  return {kind, std::string(text_.substr(begin, end - begin)), begin + 1, end};
}

std::size_t QueryText::Begin() const {
  std::size_t begin = at_;
  while (begin < text_.size() && IsSpace(text_[begin])) {
    ++begin;
  }
  return begin;
}

absl::StatusOr<QueryToken> QueryText::Quoted(std::size_t begin) const {
  const std::size_t close = text_.find('\'', begin + 1);
  if (close == absl::string_view::npos) {
    return QueryError(begin + 1, "this quote is not closed: write a ' after the argument");
  }
  QueryToken token = Token(Kind::kQuoted, begin + 1, close);
  const absl::Status status = CheckArgument(token.text, token.column);
  if (!status.ok()) {
    return status;
  }
  token.column = begin + 1;
  token.end = close + 1;
  return token;
}

absl::StatusOr<QueryToken> QueryText::Symbol(std::size_t begin) const {
  const absl::string_view symbol = SymbolAt(text_.substr(begin));
  if (symbol.empty()) {
    return QueryError(begin + 1, CureOf(text_[begin]));
  }
  return Token(Kind::kSymbol, begin, begin + symbol.size());
}

absl::StatusOr<QueryToken> QueryText::Peek() const {
  const std::size_t begin = Begin();
  if (begin == text_.size()) {
    return Token(Kind::kEnd, begin, begin);
  }
  if (text_[begin] == '\'') {
    return Quoted(begin);
  }
  const absl::string_view word = WordAt(text_.substr(begin));
  return word.empty() ? Symbol(begin) : Token(Kind::kWord, begin, begin + word.size());
}

absl::StatusOr<QueryToken> QueryText::PeekPattern() const {
  const std::size_t begin = Begin();
  if (begin < text_.size() && text_[begin] == '\'') {
    return Quoted(begin);
  }
  std::size_t end = begin;
  while (end < text_.size() && !IsSpace(text_[end]) && text_[end] != ')') {
    ++end;
  }
  const QueryToken token = Token(Kind::kWord, begin, end);
  const absl::Status status = CheckBarePattern(token.text, token.column);
  return status.ok() ? absl::StatusOr<QueryToken>(token) : status;
}

}  // namespace neuron
