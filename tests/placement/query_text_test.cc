#include "agent/placement/query_text.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::ElementsAre;

std::vector<std::string> TokensOf(const std::string& line) {
  QueryText text(line);
  std::vector<std::string> tokens;
  while (true) {
    const absl::StatusOr<QueryToken> token = text.Peek();
    if (!token.ok() || token->kind == QueryToken::Kind::kEnd) {
      return tokens;
    }
    tokens.push_back(token->text);
    text.Take(*token);
  }
}

TEST(QueryText, IsTakenATokenAtATime) {
  EXPECT_THAT(TokensOf("attribute:x>='a b'&&!(y !in[c,d])"),
              ElementsAre("attribute:x", ">=", "a b", "&&", "!", "(", "y", "!in", "[", "c", ",",
                          "d", "]", ")"));
  EXPECT_THAT(TokensOf("!inside !exists"), ElementsAre("!", "inside", "!exists"));
}

TEST(QueryText, KeepsATokenUntilItIsTaken) {
  QueryText text("a b");
  EXPECT_EQ(text.Peek()->text, "a");
  EXPECT_EQ(text.Peek()->text, "a");
  text.Take(*text.Peek());
  EXPECT_EQ(text.Peek()->text, "b");
  EXPECT_EQ(text.Peek()->column, 3u);
}

TEST(QueryText, TakesAPatternToTheNextSpaceOrParenthesis) {
  const std::string line = " [a-c]|!=x and";
  EXPECT_EQ(QueryText(line).PeekPattern()->text, "[a-c]|!=x");
  EXPECT_EQ(QueryText("a.*) and").PeekPattern()->text, "a.*");
  EXPECT_EQ(QueryText("'a b' and").PeekPattern()->text, "a b");
}

TEST(QueryText, KnowsAQuotedTokenFromAWord) {
  EXPECT_EQ(QueryText("'a'").Peek()->kind, QueryToken::Kind::kQuoted);
  EXPECT_EQ(QueryText("a").Peek()->kind, QueryToken::Kind::kWord);
  EXPECT_EQ(QueryText("''").Peek()->text, "");
}

TEST(QueryError, NamesTheColumn) {
  EXPECT_EQ(QueryError(17, "no"), absl::InvalidArgumentError("column 17: no"));
  EXPECT_EQ(QueryText("  $\x01").PeekPattern().status().message().substr(0, 9), "column 4:");
}

}  // namespace
}  // namespace neuron
