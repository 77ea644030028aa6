#include "agent/placement/query.h"

#include "agent/placement/query_parser.h"
#include "gtest/gtest.h"
#include "tests/placement/random_query.h"

namespace neuron {
namespace {

TEST(FormatQuery, IsReadAgainAsTheSameTree) {
  std::mt19937 random(6);
  for (int i = 0; i < 2000; ++i) {
    const Query query = RandomQuery(&random);
    const std::string text = FormatQuery(query);
    if (text.size() > kMaxQueryBytes) {
      continue;
    }
    const absl::StatusOr<Query> again = ParseQuery(text);
    ASSERT_TRUE(again.ok()) << text << ": " << again.status();
    EXPECT_TRUE(again->root == query.root) << text;
    EXPECT_TRUE(again->left_to_right == query.root) << text;
    EXPECT_TRUE(again->clauses == query.clauses) << text;
  }
}

TEST(Clause, IsTheSameWhereverItIsWritten) {
  const Query a = *ParseQuery("attribute:x == v");
  const Query b = *ParseQuery("  attribute:x   equals 'v'");
  EXPECT_TRUE(a.clauses == b.clauses);
  EXPECT_FALSE(a.clauses == ParseQuery("attribute:x == w")->clauses);
  EXPECT_FALSE(a.clauses == ParseQuery("attribute:y == v")->clauses);
  EXPECT_FALSE(a.clauses == ParseQuery("attribute:x != v")->clauses);
}

TEST(FormatSubject, IsAsItIsWritten) {
  EXPECT_EQ(FormatSubject({SubjectKind::kAttribute, "neuron.fits"}), "attribute:neuron.fits");
  EXPECT_EQ(FormatSubject({SubjectKind::kTaskGroup, ""}), "task:group");
}

}  // namespace
}  // namespace neuron
