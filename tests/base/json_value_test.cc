#include "agent/base/json_value.h"

#include "agent/base/json_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

JsonValue Parse(absl::string_view text) { return ParseJson(text)->front(); }

TEST(JsonValue, IsNullAtFirst) {
  EXPECT_EQ(JsonValue().kind(), Kind::kNull);
  EXPECT_EQ(JsonValue().spelling(), "null");
}

TEST(JsonValue, HasIntegersOnlyIfTheyAreWrittenSo) {
  EXPECT_EQ(Parse("9223372036854775807").integer(), INT64_MAX);
  EXPECT_EQ(Parse("9223372036854775808").integer(), absl::nullopt);
  EXPECT_EQ(Parse("1.0").integer(), absl::nullopt);
  EXPECT_EQ(Parse("\"1\"").integer(), absl::nullopt);
}

TEST(JsonValue, FindsMembersByWhatTheirNamesSay) {
  const JsonValue object = Parse(R"({"\u0061": 1})");
  EXPECT_EQ(object.Find("a")->integer(), 1);
  EXPECT_EQ(object.Find("b"), nullptr);
  EXPECT_EQ(Parse("[]").Find("a"), nullptr);
}

TEST(JsonValue, HasTheTextOfStringsOnly) {
  const JsonValue object = Parse(R"({"a": "x", "b": 1})");
  EXPECT_EQ(object.TextOf("a"), "x");
  EXPECT_EQ(object.TextOf("b"), "");
  EXPECT_EQ(object.TextOf("c"), "");
}

TEST(JsonValue, MakesMembersThatAreMissingOrNull) {
  JsonValue object = Parse(R"({"a": null, "b": {"c": 1}})");
  EXPECT_EQ(object.Member("a", Kind::kArray)->kind(), Kind::kArray);
  EXPECT_EQ(object.Member("d", Kind::kObject)->kind(), Kind::kObject);
  EXPECT_EQ(object.Member("b", Kind::kObject)->Find("c")->integer(), 1);
  ASSERT_EQ(object.members().size(), 3u);
  EXPECT_EQ(object.members()[0].name.text(), "a");
  EXPECT_EQ(object.members()[2].name.text(), "d");
}

TEST(JsonValue, SetsAMemberInItsPlace) {
  JsonValue object = Parse(R"({"a": 1, "b": 2})");
  object.Set("a", JsonValue::String("x"));
  object.Set("c", JsonValue::Bool(true));
  EXPECT_EQ(object.members()[0].value.text(), "x");
  EXPECT_TRUE(object.members()[2].value.IsTrue());
}

TEST(JsonValue, IsAsWrittenUntilSomethingInItChanges) {
  constexpr absl::string_view kText = R"({"a": {"b": [ 1 ]}, "c": [ 2 ]})";
  JsonValue object = Parse(kText);
  JsonValue* const b = object.Member("a", Kind::kObject)->Member("b", Kind::kArray);
  b->Element(0);
  EXPECT_EQ(object.AsWritten(), kText);
  b->mutable_elements()->push_back(JsonValue::Integer(3));
  EXPECT_EQ(object.AsWritten(), "");
  EXPECT_EQ(object.Find("a")->AsWritten(), "");
  EXPECT_EQ(object.Find("c")->AsWritten(), "[ 2 ]");
  EXPECT_EQ(object.OriginalText(), kText);
}

TEST(JsonValue, IsCopiedWhole) {
  JsonValue object = Parse(R"({"a": [1]})");
  const JsonValue copy = object;
  object.Member("a", Kind::kArray)->mutable_elements()->clear();
  EXPECT_EQ(copy.Find("a")->elements().size(), 1u);
  EXPECT_EQ(copy.AsWritten(), R"({"a": [1]})");
}

}  // namespace
}  // namespace neuron
