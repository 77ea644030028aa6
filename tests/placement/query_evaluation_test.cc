#include "agent/placement/query_evaluation.h"

#include <random>

#include "agent/placement/query_parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/placement/random_query.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PlacementHost ExampleHost() {
  PlacementHost host;
  host.attributes = {{"health", std::string("ok")},
                     {"free-chips", std::string("10")},
                     {"free-set", std::string("_00_01_04_")},
                     {"flag", std::string()},
                     {"dark", Reading<std::string>::Unknown(absl::UnknownError("too dark"))}};
  host.fields = {{SubjectKind::kAgentVersion, std::string("1.105.1")},
                 {SubjectKind::kAgentConnected, std::string("true")},
                 {SubjectKind::kRegisteredAt, std::string("2018-06-18T22:28:28Z")},
                 {SubjectKind::kRunningTasksCount, std::string("3")}};
  return host;
}

QueryEvaluation Evaluate(const std::string& text) {
  return QueryEvaluator(*ParseQuery(text)).Evaluate(ExampleHost());
}

std::string ResultFor(const std::string& text) {
  return std::string(Word(ResultOf(Evaluate(text).whole)));
}

std::vector<std::string> DoubtsOf(const std::string& text) { return Doubts(Evaluate(text).whole); }

struct Case {
  const char* text;
  const char* result;
};

class Evaluated : public testing::TestWithParam<Case> {};

TEST_P(Evaluated, ComesTo) { EXPECT_EQ(ResultFor(GetParam().text), GetParam().result); }

INSTANTIATE_TEST_SUITE_P(
    Plainly, Evaluated,
    testing::Values(
        Case{"attribute:health == ok", "true"}, Case{"attribute:health != ok", "false"},
        Case{"attribute:health == bad", "false"}, Case{"attribute:health in [bad, ok]", "true"},
        Case{"attribute:health !in [bad, ok]", "false"}, Case{"attribute:health exists", "true"},
        Case{"attribute:health !exists", "false"}, Case{"attribute:flag exists", "true"},
        Case{"attribute:none exists", "false"}, Case{"attribute:none !exists", "true"},
        Case{"attribute:none == ok", "false"}, Case{"attribute:none =~ .*", "false"},
        Case{"attribute:none > 1", "false"}, Case{"not(attribute:none == ok)", "true"},
        Case{"attribute:free-set =~ .*_01_04_.*", "true"},
        Case{"attribute:free-set !~ .*_01_04_.*", "false"},
        Case{"attribute:free-set =~ .*_05_.*", "false"}, Case{"attribute:free-chips >= 04", "true"},
        Case{"attribute:free-chips < 04", "false"}));

INSTANTIATE_TEST_SUITE_P(OfFields, Evaluated,
                         testing::Values(Case{"agentVersion < 1.14.5", "false"},
                                         Case{"agentVersion > 1.9", "true"},
                                         Case{"agentVersion == 1.105.1", "true"},
                                         Case{"agentConnected == true", "true"},
                                         Case{"registeredAt < 2018-06-19", "true"},
                                         Case{"registeredAt == 2018-06-18T22:28:28", "true"},
                                         Case{"runningTasksCount <= 10", "true"},
                                         Case{"runningTasksCount == 03", "true"},
                                         Case{"runningTasksCount != 3", "false"}));

INSTANTIATE_TEST_SUITE_P(
    InThreeValues, Evaluated,
    testing::Values(Case{"attribute:dark == ok", "unknown"},
                    Case{"attribute:dark exists", "unknown"},
                    Case{"not(attribute:dark == ok)", "unknown"},
                    Case{"attribute:dark == ok or attribute:health == ok", "true"},
                    Case{"attribute:dark == ok and attribute:health == bad", "false"},
                    Case{"attribute:dark == ok and attribute:health == ok", "unknown"},
                    Case{"task:group == database", "unknown"},
                    Case{"ec2InstanceId == i-1", "unknown"}));

INSTANTIATE_TEST_SUITE_P(
    WhereAwsIsSilent, Evaluated,
    testing::Values(
        Case{"attribute:free-chips >= 9", "depends"}, Case{"attribute:health > 5", "depends"},
        Case{"attribute:free-set =~ _04_", "depends"},
        Case{"attribute:free-set !~ _04_", "depends"}, Case{"attribute:none != ok", "depends"},
        Case{"attribute:none !in [ok]", "depends"}, Case{"attribute:none !~ ok", "depends"},
        Case{"attribute:health == OK", "depends"}, Case{"attribute:health =~ O.*", "depends"},
        // A doubt that decides nothing is none.
        Case{"attribute:health == OK or attribute:flag exists", "true"}));

TEST(Doubts, SayWhatItIsByEitherAnswerAndWhatToWrite) {
  EXPECT_THAT(DoubtsOf("attribute:free-chips >= 9"),
              ElementsAre("false if values are ordered as text, true if as numbers: AWS does not "
                          "say; write numbers of one width (04), or list them: in [04, 05]"));
  EXPECT_THAT(DoubtsOf("attribute:free-set =~ _04_"), ElementsAre(HasSubstr("the whole value")));
  EXPECT_THAT(DoubtsOf("attribute:none != ok"), ElementsAre(HasSubstr("as users have seen")));
  EXPECT_THAT(DoubtsOf("attribute:health == OK"), ElementsAre(HasSubstr("upper and lower case")));
  EXPECT_THAT(DoubtsOf("attribute:health > 5"), ElementsAre(HasSubstr("unknown if as numbers")));
  EXPECT_THAT(DoubtsOf("attribute:health == ok"), IsEmpty());
  EXPECT_THAT(DoubtsOf("attribute:dark == ok"), IsEmpty());
}

TEST(Doubts, SeeThatAndMayNotBindBeforeOr) {
  const std::string text =
      "attribute:health exists or attribute:flag exists and attribute:none exists";
  EXPECT_THAT(DoubtsOf(text), ElementsAre(HasSubstr("write parentheses")));
}

TEST(Evaluate, KeepsTheValueThatWasCompared) {
  const QueryEvaluation evaluation =
      Evaluate("attribute:health == ok and attribute:none exists and attribute:dark exists");
  ASSERT_EQ(evaluation.values.size(), 3u);
  EXPECT_EQ(evaluation.values[0].value(), "ok");
  EXPECT_TRUE(evaluation.values[1].is_absent());
  EXPECT_EQ(evaluation.values[2].why().message(), "too dark");
}

TEST(Evaluate, DoesNotJudgeByAPatternThatItDoesNotUnderstand) {
  const QueryEvaluation evaluation = Evaluate("attribute:health =~ o*+");
  EXPECT_EQ(ResultOf(evaluation.whole), QueryResult::kUnknown);
  EXPECT_THAT(std::string(evaluation.values[0].why().message()), HasSubstr("unsupported pattern"));
}

TEST(Evaluate, ObeysDeMorgan) {
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) {
    Query query = RandomQuery(&random);
    const Query plain = query;
    query.root = Negation(query.root);
    // Not of all is one that is not, and the reverse.
    QueryNode spread = plain.root;
    if (spread.kind != QueryNode::Kind::kAnd && spread.kind != QueryNode::Kind::kOr) {
      continue;
    }
    spread.kind =
        spread.kind == QueryNode::Kind::kAnd ? QueryNode::Kind::kOr : QueryNode::Kind::kAnd;
    for (QueryNode& child : spread.children) {
      child = Negation(child);
    }
    query.left_to_right = spread;
    PlacementHost host;
    host.attributes = {{"a", std::string("v")},
                       {"b", Reading<std::string>::Unknown(absl::UnknownError("dark"))}};
    const QueryEvaluation evaluation = QueryEvaluator(query).Evaluate(host);
    for (std::size_t reading = 0; reading < QueryReading::kCount / 2; ++reading) {
      const QueryReading other = QueryReading(reading).WithSecond(QueryQuestion::kPrecedence);
      EXPECT_EQ(evaluation.whole[reading], evaluation.whole[other.index()]) << FormatQuery(plain);
    }
  }
}

TEST(Evaluate, HasTheOppositeOfEveryClauseOnAValue) {
  std::mt19937 random(8);
  for (int i = 0; i < 500; ++i) {
    const Query query = RandomQuery(&random);
    for (Clause clause : query.clauses) {
      const ClauseJudge judge(clause);
      clause.op = Opposite(clause.op);
      const ClauseJudge opposite(clause);
      for (const char* const value : {"v", "V", "1", "02", "_04_", ""}) {
        const QueryReading reading(i % QueryReading::kCount);
        EXPECT_EQ(judge.Judge(std::string(value), reading),
                  Not(opposite.Judge(std::string(value), reading)))
            << FormatClause(clause) << " of " << value;
      }
    }
  }
}

}  // namespace
}  // namespace neuron
