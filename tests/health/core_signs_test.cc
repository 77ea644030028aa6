#include "agent/health/core_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/health/patient.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;

// The cores of a chip, pass by pass.
class Cores {
 public:
  std::vector<Sign> Pass() {
    const std::vector<CoreRecord> after = RecordCores(record_, counters);
    SignSheet sheet(3, absl::FromUnixSeconds(1000));
    AddCoreSigns(record_, after, &sheet);
    record_ = after;
    return sheet.signs();
  }

  Reading<std::uint64_t>& tally(std::size_t core, CoreTally which) {
    return counters[core].tallies[which];
  }

  std::vector<CoreCounters> counters = Patient().counters.cores;

 private:
  std::vector<CoreRecord> record_;
};

TEST(CoreSigns, TellWhatRoseAndOfWhichCore) {
  const struct {
    CoreTally tally;
    Ailment ailment;
    const char* raw;
  } cases[] = {
      {CoreTally::kSramUncorrectableError, Ailment::kSramUncorrectable, "hw_nc_ue_error"},
      {CoreTally::kHbmUncorrectableError, Ailment::kHbmUncorrectable, "hw_hbm_ue_error"},
      {CoreTally::kHbmRepairableError, Ailment::kHbmRepairable, "hw_repairable_hbm_ue_error"},
      {CoreTally::kDmaAbort, Ailment::kDmaAbort, "hw_dma_abort_error"},
      {CoreTally::kCollectivesError, Ailment::kCollectivesHang, "hw_collectives_error"},
      {CoreTally::kTimeout, Ailment::kComputeHang, "timeout"},
      {CoreTally::kHardwareError, Ailment::kUnitUnrecoverable, "hw_error"},
      {CoreTally::kResetFailures, Ailment::kResetFailed, "reset_fail_count"},
  };
  for (const auto& c : cases) {
    Cores cores;
    cores.Pass();
    cores.tally(1, c.tally) = 3;
    EXPECT_THAT(cores.Pass(),
                ElementsAre(AllOf(IsEvent(c.ailment, 3),
                                  Says(std::string(c.raw) + " of core 1 went from 0 to 3"))));
    EXPECT_THAT(cores.Pass(), IsEmpty());
  }
}

TEST(CoreSigns, DoNotMindWhatJobsDoWrong) {
  Cores cores;
  cores.Pass();
  for (const CoreTally tally : {CoreTally::kFailure, CoreTally::kBadInput, CoreTally::kSuccess,
                                CoreTally::kResetRequests, CoreTally::kOutOfBounds}) {
    cores.tally(0, tally) = 9;
  }
  EXPECT_THAT(cores.Pass(), IsEmpty());
}

TEST(CoreSigns, DoNotTellWhatWasThereAtFirst) {
  Cores cores;
  cores.tally(0, CoreTally::kHardwareError) = 7;
  EXPECT_THAT(cores.Pass(), IsEmpty());
  cores.tally(0, CoreTally::kTimeout) = Reading<std::uint64_t>::Unknown(Unreadable());
  cores.Pass();
  cores.counters.push_back(cores.counters[0]);
  cores.counters.back().core = 2;
  EXPECT_THAT(cores.Pass(), IsEmpty());
}

TEST(CoreSigns, LoseNothingToAReadingThatFailed) {
  Cores cores;
  cores.Pass();
  cores.tally(0, CoreTally::kTimeout) = Reading<std::uint64_t>::Unknown(Unreadable());
  EXPECT_THAT(cores.Pass(), IsEmpty());
  cores.tally(0, CoreTally::kTimeout) = 2;
  EXPECT_THAT(cores.Pass(), ElementsAre(IsEvent(Ailment::kComputeHang, 2)));
}

TEST(CoreSigns, CountAFailedResetOnceForAllCores) {
  Cores cores;
  cores.Pass();
  cores.tally(0, CoreTally::kResetFailures) = 1;
  cores.tally(1, CoreTally::kResetFailures) = 2;
  EXPECT_THAT(cores.Pass(),
              ElementsAre(AllOf(IsEvent(Ailment::kResetFailed, 2),
                                Says("reset_fail_count of core 1 went from 0 to 2"))));
}

}  // namespace
}  // namespace neuron
