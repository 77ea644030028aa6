#include "agent/health/sight.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/health/patient.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string ReasonFor(const Reading<ChipCounters>& counters) {
  const auto blindness = BlindnessTo(counters);
  if (!blindness.has_value()) {
    return "none";
  }
  EXPECT_THAT(blindness->evidence, Not(IsEmpty()));
  EXPECT_THAT(blindness->over_once, Not(IsEmpty()));
  return blindness->reason;
}

TEST(BlindnessTo, GoesByTheResetState) {
  const struct {
    Reading<ResetState> reset;
    const char* reason;
  } cases[] = {
      {ResetState::kReady, "none"},
      {ResetState::kResetting, "resetting"},
      {ResetState::kInvalid, "none"},
      {Reading<ResetState>::Unknown(Unreadable()), "reset_state_unreadable"},
      {Reading<ResetState>::Absent(), "no_reset_state"},
  };
  for (const auto& c : cases) {
    ChipCounters counters = Patient().counters;
    counters.reset_state = c.reset;
    EXPECT_EQ(ReasonFor(counters), c.reason);
  }
}

TEST(BlindnessTo, IsOfAChipThatDoesNotAnswer) {
  EXPECT_EQ(ReasonFor(Reading<ChipCounters>::Unknown(Unreadable())), "unreadable");
  EXPECT_EQ(BlindnessTo(Reading<ChipCounters>::Unknown(Unreadable()))->evidence,
            Unreadable().message());
  EXPECT_EQ(ReasonFor(Reading<ChipCounters>::Absent()), "unreadable");
}

TEST(BlindnessTo, IsOfEachKindOfUncorrectedErrorThatCannotBeRead) {
  const struct {
    EccTally tally;
    const char* reason;
  } cases[] = {
      {EccTally::kSramUncorrected, "sram_ecc_unreadable"},
      {EccTally::kHbmUncorrected, "hbm_ecc_unreadable"},
      {EccTally::kHbmRepairable, "hbm_ecc_repairable_unreadable"},
      {EccTally::kSramCorrected, "none"},
      {EccTally::kHbmCorrected, "none"},
  };
  for (const auto& c : cases) {
    ChipCounters counters = Patient().counters;
    counters.ecc[c.tally] = Reading<std::uint64_t>::Unknown(Unreadable());
    EXPECT_EQ(ReasonFor(counters), c.reason);
    counters.reset_state = ResetState::kResetting;
    EXPECT_EQ(ReasonFor(counters), "resetting");
    counters.reset_state = ResetState::kInvalid;
    EXPECT_EQ(ReasonFor(counters), "none");
  }
}

TEST(BlindnessTo, NamesTheFile) {
  ChipCounters counters = Patient().counters;
  counters.ecc[EccTally::kHbmUncorrected] = Reading<std::uint64_t>::Unknown(Unreadable());
  EXPECT_THAT(BlindnessTo(counters)->evidence, HasSubstr("/sys/x"));
}

TEST(BlindnessTo, IsNotOfKindsThatTheDriverLacks) {
  ChipCounters counters = Patient().counters;
  for (Reading<std::uint64_t>& count : counters.ecc) {
    count = Reading<std::uint64_t>::Absent();
  }
  EXPECT_EQ(ReasonFor(counters), "none");
}

}  // namespace
}  // namespace neuron
