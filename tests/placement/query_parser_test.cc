#include "agent/placement/query_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// What the text is read as; or the error.
std::string Read(const std::string& text) {
  const absl::StatusOr<Query> query = ParseQuery(text);
  return query.ok() ? FormatQuery(*query) : std::string(query.status().message());
}

struct Example {
  std::string text;
  std::string read;
};

class Documented : public testing::TestWithParam<Example> {};

TEST_P(Documented, IsRead) { EXPECT_EQ(Read(GetParam().text), GetParam().read); }

// The examples of ECS's own documentation, and the CDK's.
INSTANTIATE_TEST_SUITE_P(
    ByEcs, Documented,
    testing::Values(
        Example{"attribute:ecs.instance-type == t2.small",
                "attribute:ecs.instance-type == t2.small"},
        Example{"attribute:ecs.availability-zone in [us-east-1a, us-east-1b]",
                "attribute:ecs.availability-zone in [us-east-1a, us-east-1b]"},
        Example{"attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != "
                "us-east-1d",
                "attribute:ecs.instance-type =~ g2.* and attribute:ecs.availability-zone != "
                "us-east-1d"},
        Example{"task:group == service:production", "task:group == service:production"},
        Example{"not(task:group == database)", "not(task:group == database)"},
        Example{"runningTasksCount == 1", "runningTasksCount == 1"},
        Example{"agentVersion < 1.14.5", "agentVersion < 1.14.5"},
        Example{"registeredAt < 2018-02-13", "registeredAt < 2018-02-13"},
        Example{"registeredAt < 2018-06-18T22:28:28+00:00",
                "registeredAt < 2018-06-18T22:28:28+00:00"},
        Example{"ec2InstanceId in ['i-abcd1234', 'i-wxyx7890']",
                "ec2InstanceId in [i-abcd1234, i-wxyx7890]"},
        Example{"attribute:L == OPEN or attribute:L not_exists",
                "attribute:L == OPEN or attribute:L !exists"}));

INSTANTIATE_TEST_SUITE_P(
    ByOurselves, Documented,
    testing::Values(Example{"attribute:neuron.free-set =~ .*_04_05_06_07_.*",
                            "attribute:neuron.free-set =~ .*_04_05_06_07_.*"},
                    Example{"attribute:neuron.free-chips in [04, 05, 06]",
                            "attribute:neuron.free-chips in [04, 05, 06]"},
                    Example{"attribute:x==v&&attribute:y!=w",
                            "attribute:x == v and attribute:y != w"},
                    Example{"! attribute:x exists", "not(attribute:x exists)"},
                    Example{"!(attribute:x !exists)", "not(attribute:x !exists)"},
                    Example{"attribute:x !in[a,b]", "attribute:x !in [a, b]"},
                    Example{"attribute:x == 'a b'", "attribute:x == 'a b'"},
                    Example{"attribute:x == 'and'", "attribute:x == 'and'"},
                    Example{"attribute:x =~ '[a-c]|d||e&&f'", "attribute:x =~ '[a-c]|d||e&&f'"},
                    Example{"attribute:x =~ [a-c]+!?", "attribute:x =~ '[a-c]+!?'"},
                    Example{"(attribute:x =~ a.*)", "attribute:x =~ a.*"},
                    Example{"((attribute:x exists) || attribute:y exists) && attribute:z exists",
                            "(attribute:x exists or attribute:y exists) and attribute:z exists"},
                    Example{"\tattribute:x\n==\nv ", "attribute:x == v"}));

TEST(ParseQuery, ReadsEveryOperatorInBothForms) {
  const std::vector<std::pair<std::string, std::string>> forms = {
      {"== 1", "equals 1"},      {"!= 1", "not_equals 1"},
      {"> 1", "greater_than 1"}, {">= 1", "greater_than_equal 1"},
      {"< 1", "less_than 1"},    {"<= 1", "less_than_equal 1"},
      {"exists", "exists"},      {"!exists", "not_exists"},
      {"in [1]", "in [1]"},      {"!in [1]", "not_in [1]"},
      {"=~ 1", "matches 1"},     {"!~ 1", "not_matches 1"}};
  for (const auto& [symbol, word] : forms) {
    EXPECT_EQ(Read(absl::StrCat("attribute:x ", word)), absl::StrCat("attribute:x ", symbol));
    EXPECT_EQ(Read(absl::StrCat("attribute:x ", symbol)), absl::StrCat("attribute:x ", symbol));
  }
}

TEST(ParseQuery, KnowsWhereAClauseAndItsArgumentBegin) {
  const Query query = *ParseQuery("not attribute:x == v and agentVersion > '1.2'");
  ASSERT_EQ(query.clauses.size(), 2u);
  EXPECT_EQ(query.clauses[0].column, 5u);
  EXPECT_EQ(query.clauses[0].argument_column, 20u);
  EXPECT_EQ(query.clauses[1].column, 26u);
  EXPECT_EQ(query.clauses[1].argument_column, 41u);
}

TEST(ParseQuery, BindsAndBeforeOrAndKeepsTheOtherReading) {
  const Query query =
      *ParseQuery("attribute:a exists or attribute:b exists and attribute:c exists");
  EXPECT_EQ(FormatQuery(query),
            "attribute:a exists or (attribute:b exists and attribute:c exists)");
  EXPECT_EQ(FormatQuery({query.clauses, query.left_to_right, {}}),
            "(attribute:a exists or attribute:b exists) and attribute:c exists");
}

TEST(ParseQuery, HasOneReadingWhereNothingIsMixed) {
  for (const char* const text :
       {"attribute:a exists and attribute:b exists and attribute:c exists",
        "(attribute:a exists or attribute:b exists) and attribute:c exists",
        "attribute:a exists or not(attribute:b exists) or attribute:c exists"}) {
    const Query query = *ParseQuery(text);
    EXPECT_TRUE(query.root == query.left_to_right) << text;
  }
}

class Awful : public testing::TestWithParam<Example> {};

TEST_P(Awful, IsRefusedWithTheCureInOneLine) {
  const absl::StatusOr<Query> query = ParseQuery(GetParam().text);
  ASSERT_FALSE(query.ok()) << GetParam().text << " was read as " << FormatQuery(*query);
  EXPECT_TRUE(absl::IsInvalidArgument(query.status()));
  EXPECT_THAT(std::string(query.status().message()),
              AllOf(HasSubstr(GetParam().read), Not(HasSubstr("\n"))));
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Awful,
    testing::Values(
        Example{"", "it is empty: write"}, Example{" \n", "it is empty: write"},
        Example{std::string(2001, 'x'), "2001 characters, and ECS takes 2000"},
        Example{"ecs.instance-type == x",
                "column 1: expected a subject, not "
                "\"ecs.instance-type\": write "
                "attribute:ecs.instance-type"},
        Example{"instance == x", "there are attribute:NAME, agentConnected"},
        Example{"attribute: == x", "column 1: \"attribute:\": the name"},
        Example{"attribute:a#b == x", "the name of an attribute is"},
        Example{"attribute:" + std::string(129, 'x') + " exists", "1 to 128"},
        Example{"attribute:x", "column 12: expected an operator after attribute:x, not the end"},
        Example{"attribute:x = v", "column 13: \"=\" is no operator: write =="},
        Example{"attribute:x === v", "column 15: \"=\" is no operator: write =="},
        Example{"attribute:x is v", "not \"is\": there are =="},
        Example{"attribute:x '==' v", "expected an operator"},
        Example{"attribute:x ==", "column 15: expected an argument, not the end"},
        Example{"attribute:x == and", "not \"and\": write it between single quotes"},
        Example{"attribute:x == [a]", "only in and !in take a list"},
        Example{"attribute:x in a", "in takes a list, not \"a\": write [a, b]"},
        Example{"attribute:x in []", "expected an argument, not \"]\""},
        Example{"attribute:x in [a b]", "expected , or ] in the list, not \"b\""},
        Example{"attribute:x in [a, b", "expected , or ] in the list, not the end"},
        Example{"attribute:x == \"v\"", "column 16: quotes are single ones"},
        Example{"attribute:x == 'v", "column 16: this quote is not closed"},
        Example{"attribute:x == a b", "column 18: expected and, or, or the end, not \"b\""},
        Example{"attribute:x == v AND attribute:y exists", "write it in small letters"},
        Example{"attribute:x == v & attribute:y exists", "write && or and"},
        Example{"attribute:x == v | attribute:y exists", "write || or or"},
        Example{"attribute:x == v and", "expected a subject, not the end"},
        Example{"(attribute:x == v", "column 1: this parenthesis is not closed"},
        Example{"attribute:x == v)", "column 17: this parenthesis was never opened"},
        Example{"attribute:x =~ (a|b).*", "column 16: ECS allows no parentheses inside"},
        Example{"attribute:x =~ '(a|b).*'", "column 17: ECS allows no parentheses inside"},
        Example{"attribute:x =~", "column 15: expected a pattern"},
        Example{"attribute:x =~ a&&attribute:y exists", "column 17: && in a pattern: put spaces"},
        Example{"attribute:x =~ a||b", "column 17: || in a pattern"},
        Example{"attribute:x =~ a'b'", "' in a pattern"},
        Example{"attribute:x == v\x01", "byte 0x01"},
        Example{"attribute:x == 'caf\xc3\xa9'", "byte 0xc3"},
        Example{"attribute:x ~ v", "nothing begins with \"~\""}));

TEST(ParseQuery, RefusesToNestTooDeep) {
  const std::string deep(51, '(');
  EXPECT_THAT(Read(deep + "attribute:x exists"), HasSubstr("nested more than 50 deep"));
  EXPECT_THAT(Read(std::string(1900, '!') + "attribute:x exists"), HasSubstr("50 deep"));
  EXPECT_THAT(Read(std::string(1900, '(')), HasSubstr("50 deep"));
}

TEST(ParseQuery, TakesTheLongestThatEcsTakes) {
  const std::string text = "attribute:x == " + std::string(kMaxQueryBytes - 15, 'v');
  EXPECT_TRUE(ParseQuery(text).ok());
}

}  // namespace
}  // namespace neuron
