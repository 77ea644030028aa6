#include "agent/placement/truth.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr Truth kAll[] = {Truth::kFalse, Truth::kTrue, Truth::kUnknown};

TEST(Truth, SpreadsTheUnknownOnlyAsFarAsItDecides) {
  EXPECT_EQ(And(Truth::kUnknown, Truth::kFalse), Truth::kFalse);
  EXPECT_EQ(And(Truth::kUnknown, Truth::kTrue), Truth::kUnknown);
  EXPECT_EQ(Or(Truth::kUnknown, Truth::kTrue), Truth::kTrue);
  EXPECT_EQ(Or(Truth::kUnknown, Truth::kFalse), Truth::kUnknown);
  EXPECT_EQ(Not(Truth::kUnknown), Truth::kUnknown);
}

TEST(Truth, IsLogicElsewhere) {
  for (const Truth a : kAll) {
    EXPECT_EQ(Not(Not(a)), a);
    for (const Truth b : kAll) {
      EXPECT_EQ(And(a, b), And(b, a));
      EXPECT_EQ(Not(And(a, b)), Or(Not(a), Not(b)));
      EXPECT_EQ(Not(Or(a, b)), And(Not(a), Not(b)));
    }
  }
  EXPECT_EQ(And(TruthOf(true), TruthOf(true)), Truth::kTrue);
  EXPECT_EQ(Or(TruthOf(false), TruthOf(false)), Truth::kFalse);
}

}  // namespace
}  // namespace neuron
