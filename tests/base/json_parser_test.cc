#include "agent/base/json_parser.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

std::string ErrorOf(absl::string_view text) {
  const absl::Status status = ParseJson(text).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << text;
  return std::string(status.message());
}

TEST(ParseJson, ReadsEveryKind) {
  const auto values = ParseJson(R"( {"a": [1, -2.50e+3, true, false, null, "x"], "b": {}} )");
  ASSERT_TRUE(values.ok()) << values.status();
  ASSERT_EQ(values->size(), 1u);
  const std::vector<JsonValue>& a = values->front().Find("a")->elements();
  ASSERT_EQ(a.size(), 6u);
  EXPECT_EQ(a[0].integer(), 1);
  EXPECT_EQ(a[1].spelling(), "-2.50e+3");
  EXPECT_EQ(a[1].integer(), absl::nullopt);
  EXPECT_TRUE(a[2].IsTrue());
  EXPECT_FALSE(a[3].IsTrue());
  EXPECT_EQ(a[3].kind(), Kind::kBool);
  EXPECT_EQ(a[4].kind(), Kind::kNull);
  EXPECT_EQ(a[5].text(), "x");
  EXPECT_EQ(values->front().Find("b")->kind(), Kind::kObject);
}

TEST(ParseJson, ReadsSeveralThatFollowOneAnother) {
  const auto values = ParseJson("{\"a\":1}\n{\"a\":2}\n[3] 4 \"5\"\n");
  ASSERT_TRUE(values.ok()) << values.status();
  ASSERT_EQ(values->size(), 5u);
  EXPECT_EQ((*values)[1].Find("a")->integer(), 2);
}

TEST(ParseJson, KeepsBytesBeyondAscii) {
  const auto values = ParseJson("\"\xff\xc3\xa9\"");
  ASSERT_TRUE(values.ok());
  EXPECT_EQ(values->front().text(), "\xff\xc3\xa9");
}

TEST(ParseJson, SaysWhereItEnds) {
  EXPECT_EQ(ErrorOf(""), "line 1, column 1: a value is expected, and the text ends");
  EXPECT_EQ(ErrorOf("{\n  \"a\": 1,\n"),
            "line 3, column 1: the name of a member is expected, in quotes");
  EXPECT_EQ(ErrorOf("[1, 2"), "line 1, column 6: a comma or ] is expected");
  EXPECT_EQ(ErrorOf("{\"a\""), "line 1, column 5: a colon is expected after \"a\"");
}

TEST(ParseJson, SaysWhereItIsNoJson) {
  EXPECT_EQ(ErrorOf("{\n  \"a\": 1\n  \"b\": 2\n}"), "line 3, column 3: a comma or } is expected");
  EXPECT_EQ(ErrorOf("{\"a\": 1,}"), "line 1, column 9: a comma before }");
  EXPECT_EQ(ErrorOf("[1,]"), "line 1, column 4: a comma before ]");
  EXPECT_EQ(ErrorOf("// x"), "line 1, column 1: a value is expected");
  EXPECT_EQ(ErrorOf("['a']"), "line 1, column 2: a value is expected");
  EXPECT_EQ(ErrorOf("[\"a\\x\"]"), "line 1, column 4: no escape that JSON has");
  EXPECT_EQ(ErrorOf("[007]"), "line 1, column 3: something follows 0 that does not belong");
  EXPECT_EQ(ErrorOf("[1.]"), "line 1, column 3: something follows 1 that does not belong");
  EXPECT_EQ(ErrorOf("[1e]"), "line 1, column 3: something follows 1 that does not belong");
  EXPECT_EQ(ErrorOf("[truer]"), "line 1, column 6: something follows true that does not belong");
  EXPECT_EQ(ErrorOf("[+1]"), "line 1, column 2: a value is expected");
  EXPECT_EQ(ErrorOf("]"), "line 1, column 1: a value is expected");
}

TEST(ParseJson, CountsCharactersNotBytes) {
  EXPECT_EQ(ErrorOf("[\"\xc3\xa9\xe2\x82\xac\" x]"), "line 1, column 7: a comma or ] is expected");
}

TEST(ParseJson, RefusesTwoMembersOfOneName) {
  EXPECT_EQ(ErrorOf("{\"a\": 1, \"\\u0061\": 2}"),
            "line 1, column 10: a second member \"\\u0061\"");
}

TEST(ParseJson, RefusesWhatIsTooDeep) {
  EXPECT_TRUE(ParseJson(std::string(64, '[') + std::string(64, ']')).ok());
  EXPECT_EQ(ErrorOf(std::string(65, '[') + std::string(65, ']')),
            "line 1, column 65: nested more than 64 deep");
  EXPECT_FALSE(ParseJson(std::string(1 << 20, '[')).ok());
}

}  // namespace
}  // namespace neuron
