#include "agent/base/json_text.h"

#include <string>

#include "agent/base/json_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

JsonValue Parse(absl::string_view text) { return ParseJson(text)->front(); }

TEST(JsonDocument, IsAsItWasWritten) {
  const std::string text = "{ \"a\" :1.50,\n\t\"b\": [ 1E5 ,\"\\u0041\\/\"],\r\n \"c\": {}}";
  EXPECT_EQ(JsonDocument(Parse("\n" + text + "  ")), text + "\n");
}

TEST(JsonDocument, LaysOutOnlyWhatIsChanged) {
  JsonValue value = Parse("{\n  \"a\": {\"x\":1.50},\n  \"b\": {\"y\":[ 1,2 ]}\n}");
  value.Member("b", Kind::kObject)->Set("z", JsonValue::Bool(true));
  EXPECT_EQ(
      JsonDocument(value),
      "{\n  \"a\": {\"x\":1.50},\n  \"b\": {\n    \"y\": [ 1,2 ],\n    \"z\": true\n  }\n}\n");
}

TEST(JsonDocument, KeepsAnArrayOfScalarsOnItsLine) {
  JsonValue value = Parse("{\n  \"a\": [\"x\"],\n  \"b\": []\n}");
  value.Member("a", Kind::kArray)->mutable_elements()->push_back(JsonValue::String("y"));
  value.Member("b", Kind::kArray)->mutable_elements()->push_back(JsonValue::Object({}));
  EXPECT_EQ(JsonDocument(value), "{\n  \"a\": [\"x\", \"y\"],\n  \"b\": [\n    {}\n  ]\n}\n");
}

TEST(JsonDocument, IndentsByFourIfNothingElseShows) {
  EXPECT_EQ(JsonDocument(JsonValue::Object({{JsonValue::String("a"), JsonValue::Integer(1)}})),
            "{\n    \"a\": 1\n}\n");
  JsonValue value = Parse(R"({"a": 1})");
  value.Set("b", JsonValue::Array({}));
  EXPECT_EQ(JsonDocument(value), "{\n    \"a\": 1,\n    \"b\": []\n}\n");
}

TEST(JsonDocument, TakesTabsForIndents) {
  JsonValue value = Parse("{\n\t\"a\": 1\n}");
  value.Set("b", JsonValue::Array({JsonValue::String("c")}));
  EXPECT_EQ(JsonDocument(value), "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t\"c\"\n\t]\n}\n");
}

TEST(JsonOneLine, HasNoSpaceAndKeepsSpellings) {
  EXPECT_EQ(JsonOneLine(Parse("{\n \"a b\" : [ 1.50 , {} , [ ] ],\n \"\\u0041\": null }")),
            "{\"a b\":[1.50,{},[]],\"\\u0041\":null}\n");
}

}  // namespace
}  // namespace neuron
