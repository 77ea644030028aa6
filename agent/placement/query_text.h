#ifndef AGENT_PLACEMENT_QUERY_TEXT_H_
#define AGENT_PLACEMENT_QUERY_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

struct QueryToken {
  enum class Kind {
    kEnd,
    kWord,
    // Between single quotes; text is what is between them.
    kQuoted,
    // An operator, &&, ||, !, a parenthesis, a bracket or a comma.
    kSymbol,
  };
  Kind kind = Kind::kEnd;
  std::string text;
  // Where it begins, from 1.
  std::size_t column = 0;
  // Where what comes after it begins, from 0.
  std::size_t end = 0;
};

// InvalidArgument: "column 17: " and the problem.
absl::Status QueryError(std::size_t column, absl::string_view problem);

// The text of an expression, taken a token at a time.
//
// What a token is depends on what comes before it: after =~ a pattern may hold brackets, bars and
// exclamation marks. So the parser says what it expects. Every failure is a QueryError. Borrows the
// text. One thread.
class QueryText {
 public:
  explicit QueryText(absl::string_view text) : text_(text) {}

  // The next token; it stays the next.
  absl::StatusOr<QueryToken> Peek() const;
  // The next token as a pattern: quoted, or everything up to a space, a closing parenthesis or the
  // end. Fails if there is none, if it holds an opening parenthesis, which ECS does not allow, and
  // if it holds && or || without quotes, of which nobody knows what ECS would make.
  absl::StatusOr<QueryToken> PeekPattern() const;
  // Goes on after a token.
  void Take(const QueryToken& token) { at_ = token.end; }

 private:
  QueryToken Token(QueryToken::Kind kind, std::size_t begin, std::size_t end) const;
  std::size_t Begin() const;
  absl::StatusOr<QueryToken> Quoted(std::size_t begin) const;
  absl::StatusOr<QueryToken> Symbol(std::size_t begin) const;

  absl::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_TEXT_H_
