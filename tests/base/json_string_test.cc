#include "agent/base/json_string.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(QuoteJson, EscapesWhatJsonDoesNotTake) {
  EXPECT_EQ(QuoteJson("a/b \xc3\xa9"), "\"a/b \xc3\xa9\"");
  EXPECT_EQ(QuoteJson("\"\\\n\t\x01"), R"("\"\\\n\t\u0001")");
}

TEST(SpanJsonString, EndsWithTheClosingQuote) {
  const JsonStringSpan span = SpanJsonString(R"("a\"b\\", "c")");
  EXPECT_EQ(span.length, 8u);
  EXPECT_TRUE(span.problem.empty());
}

TEST(SpanJsonString, SaysWhereAndWhatIsWrong) {
  EXPECT_EQ(SpanJsonString("\"ab").length, 3u);
  EXPECT_EQ(SpanJsonString("\"ab").problem, "a string that does not end");
  EXPECT_EQ(SpanJsonString("\"a\\x\"").length, 2u);
  EXPECT_EQ(SpanJsonString("\"a\\x\"").problem, "no escape that JSON has");
  EXPECT_EQ(SpanJsonString("\"a\\u12\"").length, 2u);
  EXPECT_EQ(SpanJsonString("\"a\nb\"").length, 2u);
  EXPECT_FALSE(SpanJsonString("\"a\\").problem.empty());
}

TEST(UnquoteJson, ReadsEscapes) {
  EXPECT_EQ(UnquoteJson(R"("\"\\\/\b\f\n\r\t")"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(UnquoteJson(R"("\u0041\u00e9\u20AC")"), "A\xc3\xa9\xe2\x82\xac");
  EXPECT_EQ(UnquoteJson("\"\xc3\xa9\""), "\xc3\xa9");
}

TEST(UnquoteJson, JoinsSurrogatesAndReplacesHalves) {
  EXPECT_EQ(UnquoteJson(R"("\ud83d\ude00")"), "\xf0\x9f\x98\x80");
  EXPECT_EQ(UnquoteJson(R"("\ud83dx")"), "\xef\xbf\xbdx");
  EXPECT_EQ(UnquoteJson(R"("\ude00")"), "\xef\xbf\xbd");
  EXPECT_EQ(UnquoteJson(R"("\ud83d\u0041")"), "\xef\xbf\xbd\x41");
}

TEST(UnquoteJson, UndoesQuoteJson) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all.push_back(static_cast<char>(byte));
  }
  EXPECT_EQ(UnquoteJson(QuoteJson(all)), all);
}

}  // namespace
}  // namespace neuron
