#include "agent/placement/remedy.h"

#include "agent/placement/query_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Value = Reading<std::string>;

std::string RemedyOf(const std::string& text, const Value& value, bool wanted = true) {
  return Remedy(ParseQuery(text)->clauses.front(), value, wanted);
}

TEST(Remedy, SaysWhatTheValueWouldHaveToBe) {
  const Value value = std::string("02");
  EXPECT_EQ(RemedyOf("attribute:x == 04", value), "would have to be 04");
  EXPECT_EQ(RemedyOf("attribute:x != 02", value), "would have to be other than 02");
  EXPECT_EQ(RemedyOf("attribute:x > 04", value), "would have to be greater than 04");
  EXPECT_EQ(RemedyOf("attribute:x >= 04", value), "would have to be at least 04");
  EXPECT_EQ(RemedyOf("attribute:x < 01", value), "would have to be less than 01");
  EXPECT_EQ(RemedyOf("attribute:x <= 01", value), "would have to be at most 01");
  EXPECT_EQ(RemedyOf("attribute:x in [04, 05]", value), "would have to be one of 04, 05");
  EXPECT_EQ(RemedyOf("attribute:x !in [02]", value), "would have to be none of 02");
  EXPECT_EQ(RemedyOf("attribute:x =~ 1.", value), "would have to match 1.");
  EXPECT_EQ(RemedyOf("attribute:x !~ 0.", value), "would have to not match 0.");
  EXPECT_EQ(RemedyOf("attribute:x !exists", value), "would have to not exist");
  EXPECT_EQ(RemedyOf("attribute:x exists", Value::Absent()), "would have to exist");
}

TEST(Remedy, BeginsWithExistenceWhereThereIsNothing) {
  EXPECT_EQ(RemedyOf("attribute:x == 04", Value::Absent()), "would have to exist and be 04");
}

TEST(Remedy, NamesTheItemsThatAListLacks) {
  const Value value = std::string("_00_04_");
  EXPECT_EQ(RemedyOf("attribute:x =~ .*_04_05_06_.*", value),
            "would have to contain _04_05_06_ (05, 06 not in it)");
  EXPECT_EQ(RemedyOf("attribute:x =~ .*_04_00_.*", value), "would have to contain _04_00_");
  EXPECT_EQ(RemedyOf("attribute:x =~ .*_05_.*", value), "would have to contain _05_");
  EXPECT_EQ(RemedyOf("attribute:x =~ .*_.*", value), "would have to contain _");
  EXPECT_EQ(RemedyOf("attribute:x =~ .*x3x.*", value), "would have to contain x3x");
}

TEST(Remedy, IsTheOppositeBelowANot) {
  EXPECT_EQ(RemedyOf("attribute:x == 04", std::string("04"), false),
            "would have to be other than 04");
  EXPECT_EQ(RemedyOf("attribute:x >= 04", std::string("04"), false),
            "would have to be less than 04");
}

TEST(WantedTruths, AreFalseBelowAnOddNumberOfNots) {
  const Query query =
      *ParseQuery("attribute:a exists and not(attribute:b exists or not(attribute:c exists))");
  EXPECT_EQ(WantedTruths(query), (std::vector<bool>{true, false, true}));
}

std::string MissingOf(const std::string& text) {
  const Query query = *ParseQuery(text);
  PlacementHost host;
  host.attributes = {{"t", std::string("v")}, {"u", Value::Unknown(absl::UnknownError("dark"))}};
  return MissingClauses(query, QueryEvaluator(query).Evaluate(host));
}

TEST(MissingClauses, AreThoseThatAreNotAsTheyShouldBe) {
  EXPECT_EQ(MissingOf("attribute:t exists"), "");
  EXPECT_EQ(MissingOf("attribute:t exists and attribute:f exists"), "2");
  EXPECT_EQ(MissingOf("attribute:f exists and attribute:u exists"), "1 and 2");
  EXPECT_EQ(MissingOf("attribute:f exists or attribute:g exists"), "1 or 2");
  EXPECT_EQ(MissingOf("attribute:f exists and (attribute:f exists or attribute:g exists)"),
            "1 and (2 or 3)");
  EXPECT_EQ(MissingOf("attribute:t exists and (attribute:f exists or attribute:g exists)"),
            "2 or 3");
  EXPECT_EQ(MissingOf("not(attribute:t exists or attribute:f exists)"), "1");
  EXPECT_EQ(MissingOf("not(attribute:t exists and attribute:t exists)"), "1 or 2");
}

}  // namespace
}  // namespace neuron
