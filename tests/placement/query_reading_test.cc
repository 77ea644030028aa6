#include "agent/placement/query_reading.h"

#include <set>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(QueryReading, AnswersEachQuestionByItself) {
  EXPECT_EQ(QueryReading::kCount, 32u);
  std::set<std::size_t> indices;
  for (const QueryQuestion question : kQueryQuestions) {
    const QueryReading reading = QueryReading(0).WithSecond(question);
    for (const QueryQuestion other : kQueryQuestions) {
      EXPECT_EQ(reading.TakesSecond(other), other == question);
    }
    EXPECT_EQ(reading.WithSecond(question).index(), reading.index());
    indices.insert(reading.index());
  }
  EXPECT_EQ(indices.size(), kQueryQuestions.size());
}

TEST(AnswersTo, HasACureForEachQuestion) {
  for (const QueryQuestion question : kQueryQuestions) {
    EXPECT_EQ(AnswersTo(question).first.substr(0, 3), "if ");
    EXPECT_EQ(AnswersTo(question).second.substr(0, 3), "if ");
    EXPECT_FALSE(AnswersTo(question).cure.empty());
  }
}

}  // namespace
}  // namespace neuron
