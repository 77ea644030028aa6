#include "agent/placement/query_vocabulary.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Operator, IsFoundByItsSymbolAndHasAnOppositeThatIsAnother) {
  for (int i = 0; i < 12; ++i) {
    const Operator op = static_cast<Operator>(i);
    EXPECT_EQ(OperatorOf(OperatorSymbol(op)), op);
    EXPECT_NE(Opposite(op), op);
    EXPECT_EQ(Opposite(Opposite(op)), op);
    EXPECT_EQ(IsOrder(op), IsOrder(Opposite(op)));
    EXPECT_EQ(TakesList(op), TakesList(Opposite(op)));
    EXPECT_EQ(TakesPattern(op), TakesPattern(Opposite(op)));
    EXPECT_EQ(AsksExistence(op), AsksExistence(Opposite(op)));
    EXPECT_TRUE(IsOrder(op) || IsNegative(op) != IsNegative(Opposite(op)));
  }
  EXPECT_FALSE(OperatorOf("is").has_value());
}

TEST(SubjectWord, NamesASubject) {
  EXPECT_EQ(SubjectOfWord("ec2InstanceId"), SubjectKind::kEc2InstanceId);
  EXPECT_EQ(SubjectWord(SubjectKind::kRegisteredAt), "registeredAt");
  EXPECT_FALSE(SubjectOfWord("attribute:x").has_value());
  EXPECT_EQ(SubjectWords(),
            "attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, "
            "runningTasksCount, task:group");
}

TEST(IsWordByte, TakesWhatArgumentsAreMadeOf) {
  for (const char byte : absl::string_view("aZ0-_.:/\\@*+?^$#{};")) {
    EXPECT_TRUE(IsWordByte(byte)) << byte;
  }
  for (const char byte : absl::string_view(" ()[],'\"!=<>&|~\x7f\xc3")) {
    EXPECT_FALSE(IsWordByte(byte)) << byte;
  }
}

TEST(IsReserved, KnowsWordsWithAMeaning) {
  EXPECT_TRUE(IsReserved("and"));
  EXPECT_TRUE(IsReserved("not_in"));
  EXPECT_FALSE(IsReserved("android"));
}

}  // namespace
}  // namespace neuron
