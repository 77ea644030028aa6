#include "agent/placement/clause_judge.h"

#include "agent/placement/query_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Value = Reading<std::string>;

const QueryReading kFirst(0);

ClauseJudge JudgeOf(const std::string& text) {
  return ClauseJudge(ParseQuery(text)->clauses.front());
}

Truth Judge(const std::string& text, const Value& value, QueryReading reading = kFirst) {
  return JudgeOf(text).Judge(value, reading);
}

TEST(ClauseJudge, ComparesAttributesAsTextOrAsNumbers) {
  const QueryReading numbers = kFirst.WithSecond(QueryQuestion::kOrder);
  EXPECT_EQ(Judge("attribute:x > 9", std::string("10")), Truth::kFalse);
  EXPECT_EQ(Judge("attribute:x > 9", std::string("10"), numbers), Truth::kTrue);
  EXPECT_EQ(Judge("attribute:x > 9", std::string("ten"), numbers), Truth::kUnknown);
  // Equality is of text.
  EXPECT_EQ(Judge("attribute:x == 9", std::string("09"), numbers), Truth::kFalse);
}

TEST(ClauseJudge, ComparesVersionsDatesAndCountsAsSuch) {
  EXPECT_EQ(Judge("agentVersion > 1.9", std::string("1.14.5")), Truth::kTrue);
  EXPECT_EQ(Judge("registeredAt < 2018-06-19", std::string("2018-06-18T23:59:59Z")), Truth::kTrue);
  EXPECT_EQ(Judge("runningTasksCount > 9", std::string("10")), Truth::kTrue);
  EXPECT_EQ(Judge("agentVersion > 1.9", std::string("latest")), Truth::kUnknown);
}

TEST(ClauseJudge, TakesWhatIsMissingForNothingOrForAnythingElse) {
  const QueryReading holds = kFirst.WithSecond(QueryQuestion::kAbsence);
  for (const char* const text : {"attribute:x != a", "attribute:x !in [a]", "attribute:x !~ a"}) {
    EXPECT_EQ(Judge(text, Value::Absent()), Truth::kFalse) << text;
    EXPECT_EQ(Judge(text, Value::Absent(), holds), Truth::kTrue) << text;
  }
  for (const char* const text : {"attribute:x == a", "attribute:x in [a]", "attribute:x =~ .*",
                                 "attribute:x < a", "attribute:x exists"}) {
    EXPECT_EQ(Judge(text, Value::Absent()), Truth::kFalse) << text;
    EXPECT_EQ(Judge(text, Value::Absent(), holds), Truth::kFalse) << text;
  }
  EXPECT_EQ(Judge("attribute:x !exists", Value::Absent()), Truth::kTrue);
}

TEST(ClauseJudge, DoesNotJudgeTheUnknown) {
  const Value dark = Value::Unknown(absl::UnknownError("dark"));
  for (const char* const text : {"attribute:x == a", "attribute:x != a", "attribute:x exists",
                                 "attribute:x !exists", "attribute:x =~ .*"}) {
    EXPECT_EQ(Judge(text, dark), Truth::kUnknown) << text;
  }
}

TEST(ClauseJudge, SaysWhyAPatternIsNotUnderstood) {
  EXPECT_TRUE(JudgeOf("attribute:x =~ a.*").pattern_status().ok());
  EXPECT_TRUE(JudgeOf("attribute:x == a*+").pattern_status().ok());
  EXPECT_TRUE(absl::IsUnimplemented(JudgeOf("attribute:x =~ a*+").pattern_status()));
  EXPECT_EQ(Judge("attribute:x =~ a*+", std::string("a")), Truth::kUnknown);
}

}  // namespace
}  // namespace neuron
