#ifndef AGENT_PLACEMENT_QUERY_READING_H_
#define AGENT_PLACEMENT_QUERY_READING_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

namespace neuron {

// What AWS does not document about the query language. Each question has two answers.
enum class QueryQuestion {
  // Whether > >= < <= of an attribute compare text or numbers.
  kOrder,
  // Whether a pattern must match the whole value or a part of it.
  kMatch,
  // Whether != !in !~ hold where there is no such attribute. Users have seen that they do not.
  kAbsence,
  // Whether letters of either case are the same.
  kCase,
  // Whether `and` binds before `or`, or both from left to right.
  kPrecedence,
};
inline constexpr std::array<QueryQuestion, 5> kQueryQuestions = {
    QueryQuestion::kOrder, QueryQuestion::kMatch, QueryQuestion::kAbsence, QueryQuestion::kCase,
    QueryQuestion::kPrecedence};

// One way to answer all questions.
class QueryReading {
 public:
  // How many there are.
  static constexpr std::size_t kCount = std::size_t{1} << kQueryQuestions.size();

  // The first answer to each question, as above, is reading 0. REQUIRES: index < kCount.
  explicit QueryReading(std::size_t index) : index_(index) {}

  std::size_t index() const { return index_; }
  // Whether the question has its second answer: numbers, a part, they hold, the same, left to
  // right.
  bool TakesSecond(QueryQuestion question) const { return (index_ & Bit(question)) != 0; }
  // The same but for this question, which has its second answer.
  QueryReading WithSecond(QueryQuestion question) const {
    return QueryReading(index_ | Bit(question));
  }

 private:
  static std::size_t Bit(QueryQuestion question) {
    return std::size_t{1} << static_cast<std::size_t>(question);
  }

  std::size_t index_;
};

// The answers as the end of a sentence, "if values are ordered as text", and what to write instead
// so that the question does not arise.
struct QueryAnswers {
  absl::string_view first;
  absl::string_view second;
  absl::string_view cure;
};
const QueryAnswers& AnswersTo(QueryQuestion question);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_READING_H_
