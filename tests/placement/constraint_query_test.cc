#include "agent/placement/constraint_query.h"

#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

std::vector<Query> Read(const std::vector<std::string>& expressions) {
  TaskConstraints constraints;
  for (const std::string& expression : expressions) {
    constraints.expressions.push_back({expression, ""});
  }
  return ReadableQueries(constraints);
}

bool Demands(const std::vector<std::string>& expressions, int chip) {
  return Demand(Read(expressions), Published(), {0, 1, 2, 3, 4, 5, 6, 7}, chip);
}

TEST(ReadExpression, ChecksSyntaxAndSense) {
  EXPECT_TRUE(ReadExpression("attribute:a == b").ok());
  EXPECT_FALSE(ReadExpression("attribute:a = b").ok());
  EXPECT_FALSE(ReadExpression("agentVersion == x").ok());
}

TEST(ReadableQueries, LeaveOutTheOthers) {
  EXPECT_EQ(Read({"attribute:a == b", "", "attribute:a = b"}).size(), 1u);
}

TEST(Demand, IsOfTheChipsThatAreAskedFor) {
  const std::vector<std::string> constraints = {"attribute:neuron.free-set =~ .*_02_03_.*"};
  EXPECT_TRUE(Demands(constraints, 2));
  EXPECT_TRUE(Demands(constraints, 3));
  EXPECT_FALSE(Demands(constraints, 4));
}

TEST(Demand, MayBeMadeByAnyOfThem) {
  EXPECT_TRUE(Demands(
      {"attribute:a == b", "agentConnected == true and attribute:neuron.free-set =~ .*_02_.*"}, 2));
}

TEST(Demand, IsNotMadeByWhatHoldsOtherwise) {
  for (const char* const expression :
       {"attribute:neuron.fits =~ .*_04_.*", "attribute:neuron.free-chips >= 04",
        "attribute:neuron.free-set exists", "attribute:neuron.free-set != _none_",
        "attribute:neuron.free-set =~ .*_02_.* or attribute:a == b",
        "not (attribute:neuron.free-set =~ .*_02_.*)", "attribute:neuron.free-set =~ .*0[12]_.*",
        "attribute:other.free-set =~ .*_02_.*"}) {
    EXPECT_FALSE(Demands({expression}, 2)) << expression;
  }
}

TEST(RefuseType, IsCertain) {
  EXPECT_TRUE(RefuseType(Read({"attribute:ecs.instance-type == inf1.xlarge"}), "trn1.2xlarge"));
  EXPECT_FALSE(RefuseType(Read({"attribute:ecs.instance-type =~ trn1.*"}), "trn1.2xlarge"));
  // Nobody knows whether upper and lower case are the same.
  EXPECT_FALSE(RefuseType(Read({"attribute:ecs.instance-type == Inf1.xlarge"}), "inf1.xlarge"));
  EXPECT_FALSE(RefuseType({}, "trn1.2xlarge"));
}

TEST(DemandedType, IsThatOfAnEquality) {
  EXPECT_EQ(DemandedType(Read({"attribute:a == b", "attribute:ecs.instance-type == Inf1.xlarge"})),
            "inf1.xlarge");
  EXPECT_EQ(DemandedType(Read({"attribute:ecs.instance-type in [a, b]"})), "");
}

TEST(Mentions, IsAboutAttributesOnly) {
  EXPECT_TRUE(Mentions(*ReadExpression("not (attribute:a == b)"), "a"));
  EXPECT_FALSE(Mentions(*ReadExpression("attribute:ab == a"), "a"));
  EXPECT_FALSE(Mentions(*ReadExpression("agentConnected == true"), ""));
}

TEST(DependsOnAbsence, UnlessTheExpressionSaysIt) {
  for (const char* const depends :
       {"attribute:a != b", "attribute:a !in [b]", "attribute:a !~ b",
        "attribute:a != b and attribute:c == d", "attribute:a != b or attribute:c == d"}) {
    EXPECT_TRUE(DependsOnAbsence(*ReadExpression(depends), "a")) << depends;
  }
  for (const char* const says :
       {"attribute:a == b", "attribute:a != b and attribute:a exists",
        "attribute:a != b or attribute:a !exists", "not (attribute:a == b)"}) {
    EXPECT_FALSE(DependsOnAbsence(*ReadExpression(says), "a")) << says;
  }
}

}  // namespace
}  // namespace neuron
