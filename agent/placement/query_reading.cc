#include "agent/placement/query_reading.h"

namespace neuron {
namespace {

// In the order of the enum.
constexpr QueryAnswers kAnswers[] = {
    {"if values are ordered as text", "if as numbers",
     "write numbers of one width (04), or list them: in [04, 05]"},
    {"if a pattern must match the whole value", "if a part is enough",
     "begin and end the pattern with .*"},
    {"if it never holds where the attribute is missing (as users have seen)", "if it does",
     "add what is meant: and attribute:NAME exists; or attribute:NAME !exists"},
    {"if upper and lower case differ", "if they do not", "write it as the value is written"},
    {"if and binds before or", "if they are taken from left to right", "write parentheses"},
};

}  // namespace

const QueryAnswers& AnswersTo(QueryQuestion question) {
  return kAnswers[static_cast<std::size_t>(question)];
}

}  // namespace neuron
