#include "agent/device/readiness.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

ChipCounters In(const Reading<ResetState>& state) {
  ChipCounters counters;
  counters.reset_state = state;
  return counters;
}

TEST(IsReady, HoldsOfAChipWhoseResetStateSaysSo) {
  EXPECT_TRUE(IsReady(In(ResetState::kReady)));
  EXPECT_FALSE(IsReady(In(ResetState::kResetting)));
  EXPECT_FALSE(IsReady(In(ResetState::kInvalid)));
}

TEST(IsReady, DoesNotHoldWhereThatIsNotKnown) {
  const absl::Status why = absl::UnavailableError("busy");
  EXPECT_FALSE(IsReady(In(Reading<ResetState>::Unknown(why))));
  EXPECT_FALSE(IsReady(In(Reading<ResetState>::Absent())));
  EXPECT_FALSE(IsReady(Reading<ChipCounters>::Unknown(why)));
  EXPECT_TRUE(IsReady(Reading<ChipCounters>(In(ResetState::kReady))));
}

}  // namespace
}  // namespace neuron
