#include "agent/workload/memory_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ChipCounters Using(std::uint64_t bytes) {
  ChipCounters counters;
  counters.reset_state = ResetState::kReady;
  counters.cores.resize(2);
  counters.cores[0].device_memory.bytes = bytes;
  counters.cores[1].device_memory.bytes = std::uint64_t{0};
  return counters;
}

std::vector<WorkloadFinding> Find(const std::vector<Reading<ChipCounters>>& counters,
                                  const Evidence& evidence = ClearEvidence()) {
  return FindMemoryWithoutHolder(KnownChips(static_cast<int>(counters.size())), evidence, counters);
}

TEST(FindMemoryWithoutHolder, IsOneFindingForAllChips) {
  ChipCounters second_core = Using(0);
  second_core.cores[1].device_memory.bytes = std::uint64_t{5};
  const auto findings = Find({Using(1835008), Using(0), second_core});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kMemoryWithoutHolder);
  EXPECT_EQ(findings[0].chips, (ChipSet{0, 2}));
  EXPECT_THAT(findings[0].evidence,
              ElementsAre("sysfs: neuron0 has 1835008 bytes of device memory in use",
                          "sysfs: neuron2 has 5 bytes of device memory in use",
                          "bpf: nobody holds neuron0, neuron2"));
  EXPECT_EQ(findings[0].confidence, Confidence::kLow);
  EXPECT_EQ(findings[0].step, Step::kWait);
}

TEST(FindMemoryWithoutHolder, IsNoneAtRest) { EXPECT_THAT(Find({Using(0)}), IsEmpty()); }

TEST(FindMemoryWithoutHolder, IsNoneOfAChipThatWasHeldAMomentAgo) {
  Evidence evidence = ClearEvidence();
  evidence.unheld_for[0] = absl::Seconds(5) - absl::Nanoseconds(1);
  EXPECT_THAT(Find({Using(1)}, evidence), IsEmpty());
  evidence.unheld_for.clear();
  EXPECT_THAT(Find({Using(1)}, evidence), IsEmpty());
}

TEST(FindMemoryWithoutHolder, IsNoneAfterABlindLook) {
  Evidence evidence = ClearEvidence();
  evidence.holders.sight = absl::PermissionDeniedError("blind");
  EXPECT_THAT(Find({Using(1)}, evidence), IsEmpty());
}

TEST(FindMemoryWithoutHolder, IsNoneInOrAfterAFailedResetOrWhereThatIsNotKnown) {
  for (const Reading<ResetState>& state :
       {Reading<ResetState>(ResetState::kResetting), Reading<ResetState>(ResetState::kInvalid),
        Reading<ResetState>::Unknown(absl::PermissionDeniedError("reset"))}) {
    ChipCounters counters = Using(1);
    counters.reset_state = state;
    EXPECT_THAT(Find({counters}), IsEmpty());
  }
  ChipCounters old_driver = Using(1);
  old_driver.reset_state = Reading<ResetState>::Absent();
  EXPECT_THAT(Find({old_driver}), SizeIs(1));
}

TEST(FindMemoryWithoutHolder, TakesNoUnknownForMemoryInUse) {
  ChipCounters unknown = Using(0);
  unknown.cores[0].device_memory.bytes =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("total"));
  EXPECT_THAT(Find({unknown, Reading<ChipCounters>::Unknown(absl::DataLossError("hung")),
                    Reading<ChipCounters>::Absent()}),
              IsEmpty());
}

}  // namespace
}  // namespace neuron
