#include "agent/snapshot/kept_answers.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

DeviceAnswers Said() {
  DeviceAnswers answers;
  answers.pci = PciAddress{0, 0, 0x1e, 0};
  answers.routing_id = 3u;
  answers.revision = 5u;
  return answers;
}

// Chip 2 was asked when its directory had the inode 10.
class KeptAnswersTest : public testing::Test {
 protected:
  KeptAnswersTest() { book_.Add({2, 10, Said()}); }

  absl::optional<DeviceAnswers> Kept(std::uint64_t inode, const char* instance_type) const {
    return KeptAnswers(book_, {2, inode}, std::string(instance_type));
  }

  AnswerBook book_;
};

TEST_F(KeptAnswersTest, AreNoneOfAChipThatWasNotAsked) {
  EXPECT_FALSE(KeptAnswers(book_, {3, 10}, std::string("trn1.32xlarge")).has_value());
}

TEST_F(KeptAnswersTest, HoldInFullOfAChipThatStayed) {
  EXPECT_EQ(Kept(10, "trn1.32xlarge"), Said());
  EXPECT_EQ(Kept(10, "inf1.24xlarge"), Said());
}

TEST_F(KeptAnswersTest, HoldInFullOfAChipThatCameBackWhereItKeepsItsNumber) {
  EXPECT_EQ(Kept(11, "trn1.32xlarge"), Said());
}

TEST_F(KeptAnswersTest, LackThePlaceOfAChipThatCameBackWhereNumbersMove) {
  for (const char* type : {"inf1.24xlarge", "trn2en.24xlarge", "unheard.of"}) {
    const DeviceAnswers kept = Kept(11, type).value();
    EXPECT_TRUE(kept.pci.is_unknown()) << type;
    EXPECT_TRUE(kept.routing_id.is_unknown()) << type;
    EXPECT_EQ(kept.revision, Said().revision) << type;
  }
}

}  // namespace
}  // namespace neuron
