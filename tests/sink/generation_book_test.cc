#include "agent/sink/generation_book.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

TEST(GenerationBook, NumbersAndDatesEachWrite) {
  GenerationBook book("7f3a");
  EXPECT_EQ(book.Next(kNow), "7f3a-000001-1795000000");
  EXPECT_EQ(book.Next(kNow + absl::Seconds(2)), "7f3a-000002-1795000002");
  EXPECT_EQ(book.writes(), 2u);
}

TEST(GenerationBook, StampsGenerationsOnly) {
  GenerationBook book("7f3a");
  std::vector<DesiredAttribute> attributes = {{AttributeKind::kHealth, "neuron.health", "ok", ""},
                                              {AttributeKind::kGeneration, "neuron.gen", "", ""}};
  book.Stamp(kNow, &attributes);
  EXPECT_EQ(attributes[0].value, "ok");
  EXPECT_EQ(attributes[1].value, "7f3a-000001-1795000000");
}

TEST(GenerationBook, KnowsItsOwnOnly) {
  GenerationBook book("7f3a");
  book.Next(kNow);
  EXPECT_TRUE(book.IsOurs("7f3a-000001-1795000000"));
  EXPECT_FALSE(book.IsOurs("7f3a-000001-1795000001")) << "another agent of this boot";
  EXPECT_FALSE(book.IsOurs("7f3a-000002-1795000000"));
  EXPECT_FALSE(book.IsOurs(""));
}

TEST(GenerationBook, KnowsTheLatest64) {
  GenerationBook book("7f3a");
  for (int i = 0; i < 65; ++i) {
    book.Next(kNow);
  }
  EXPECT_FALSE(book.IsOurs("7f3a-000001-1795000000"));
  EXPECT_TRUE(book.IsOurs("7f3a-000002-1795000000"));
}

}  // namespace
}  // namespace neuron
