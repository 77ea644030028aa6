#include "agent/telemetry/consensus.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Number = Reading<int>;
using Whole = Reading<std::string>;

Number Unknown(absl::string_view why) { return Number::Unknown(absl::UnknownError(why)); }

Whole Ask(const std::vector<Number>& parts) {
  Consensus consensus;
  for (const Number& part : parts) {
    consensus.Hear(part);
  }
  return consensus.About(std::string("whole"));
}

TEST(Consensus, IsAbsentIfEveryPartIs) {
  EXPECT_TRUE(Ask({Number::Absent(), Number::Absent()}).is_absent());
}

TEST(Consensus, IsUnknownIfEveryPartIsForTheSameReason) {
  EXPECT_EQ(Ask({Unknown("late"), Unknown("late")}).why(), absl::UnknownError("late"));
}

TEST(Consensus, IsTheWholeIfReasonsDiffer) {
  EXPECT_EQ(Ask({Unknown("late"), Unknown("garbage")}), Whole("whole"));
}

TEST(Consensus, IsTheWholeIfAnyPartDiffers) {
  EXPECT_EQ(Ask({Unknown("late"), Number(1)}), Whole("whole"));
  EXPECT_EQ(Ask({Number(1), Unknown("late")}), Whole("whole"));
  EXPECT_EQ(Ask({Number::Absent(), Unknown("late")}), Whole("whole"));
  EXPECT_EQ(Ask({Unknown("late"), Number::Absent()}), Whole("whole"));
  EXPECT_EQ(Ask({Number::Absent(), Number(0)}), Whole("whole"));
}

}  // namespace
}  // namespace neuron
