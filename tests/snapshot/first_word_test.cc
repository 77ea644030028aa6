#include "agent/snapshot/first_word.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// The example, each of whose chips has been walked.
class FirstWordTest : public testing::Test {
 protected:
  FirstWordTest() : last_(ExampleSnapshot()), inventory_(*last_.inventory) {
    for (Chip& chip : inventory_.chips) {
      chip.tree = std::make_shared<const TreeIndex>(*TreeIndex::Walk("/proc/self/net"));
    }
    last_.inventory = std::make_shared<const Inventory>(inventory_);
  }

  Findings Tell() const { return FirstWord(last_, std::make_shared<const Inventory>(inventory_)); }

  Snapshot last_;
  // As it is now.
  Inventory inventory_;
  SnapshotPool pool_;
};

TEST_F(FirstWordTest, LeavesWhatWasThereAsItWas) {
  const Findings word = Tell();
  EXPECT_EQ(word.taken_at, last_.taken_at);
  EXPECT_EQ(word.collection_time, last_.collection_time);
  EXPECT_EQ(word.evidence.holders.holders.size(), last_.evidence.holders.holders.size());
  EXPECT_EQ(word.evidence.holders.taken_at, last_.evidence.holders.taken_at);
  ASSERT_EQ(word.counters.size(), last_.chips.size());
  for (std::size_t i = 0; i < last_.chips.size(); ++i) {
    EXPECT_EQ(word.counters[i].has_value(), last_.chips[i].counters.has_value());
    EXPECT_EQ(word.read_at[i], last_.chips[i].read_at);
  }
  EXPECT_EQ(Assemble(word, &pool_)->free, last_.free);
}

TEST_F(FirstWordTest, HasNoChipThatWent) {
  inventory_.chips.erase(inventory_.chips.begin());
  const auto word = Assemble(Tell(), &pool_);
  ASSERT_EQ(word->chips.size(), last_.chips.size() - 1);
  EXPECT_EQ(word->chips[0].index, last_.chips[1].index);
  EXPECT_EQ(word->chips[0].health.verdict, last_.chips[1].health.verdict);
  EXPECT_FALSE(word->free.Contains(last_.chips[0].index));
}

TEST_F(FirstWordTest, KnowsNothingOfAChipThatCame) {
  Chip chip;
  chip.index = 40;
  inventory_.chips.push_back(chip);
  const Findings word = Tell();
  EXPECT_EQ(word.counters.back().why(), absl::UnavailableError("not read yet"));
  EXPECT_EQ(word.read_at.back(), last_.taken_at);
  EXPECT_EQ(Assemble(word, &pool_)->free, last_.free);
}

TEST_F(FirstWordTest, KnowsNothingOfAChipThatCameBack) {
  ASSERT_TRUE(last_.free.Contains(0));
  inventory_.chips[0].tree = nullptr;
  EXPECT_TRUE(Tell().counters[0].is_unknown());
  EXPECT_FALSE(Assemble(Tell(), &pool_)->free.Contains(0));
  inventory_.chips[0].tree = std::make_shared<const TreeIndex>(*TreeIndex::Walk("/proc/self/net"));
  EXPECT_TRUE(Tell().counters[0].is_unknown());
}

}  // namespace
}  // namespace neuron
