#include "agent/health/memory_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/health/patient.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

// A chip's memory, pass by pass.
class Memory {
 public:
  std::vector<Sign> Pass() {
    const ChipFacts facts = patient.Facts();
    const MemoryRecord after = RecordMemory(record_, facts);
    sheet = SignSheet(3, absl::FromUnixSeconds(1000));
    AddMemorySigns(record_, after, facts, &sheet);
    record_ = after;
    return sheet.signs();
  }

  Reading<std::uint64_t>& ecc(EccTally tally) { return patient.counters.ecc[tally]; }

  Patient patient;
  SignSheet sheet{3, absl::FromUnixSeconds(1000)};

 private:
  MemoryRecord record_;
};

constexpr EccTally kSram = EccTally::kSramUncorrected;
constexpr EccTally kHbm = EccTally::kHbmUncorrected;
constexpr EccTally kRepairable = EccTally::kHbmRepairable;

TEST(MemorySigns, AreNoneOfMemoryWithoutErrors) {
  Memory memory;
  EXPECT_THAT(memory.Pass(), IsEmpty());
  EXPECT_THAT(memory.Pass(), IsEmpty());
}

TEST(MemorySigns, TellNewErrorsOfSram) {
  Memory memory;
  memory.Pass();
  memory.ecc(kSram) = 2;
  EXPECT_THAT(memory.Pass(), ElementsAre(AllOf(IsEvent(Ailment::kSramUncorrectable, 2),
                                               Says("sram_ecc_uncorrected went from 0 to 2")),
                                         AllOf(IsState(Ailment::kSramUncorrectable),
                                               Says("sram_ecc_uncorrected stands at 2"))));
  EXPECT_THAT(memory.Pass(), ElementsAre(IsState(Ailment::kSramUncorrectable)));
}

TEST(MemorySigns, TellErrorsFromBeforeAsAStateThatMayBeOld) {
  Memory memory;
  memory.ecc(kSram) = 3;
  memory.ecc(kHbm) = 4;
  const std::vector<Sign> signs = memory.Pass();
  EXPECT_THAT(signs, ElementsAre(IsState(Ailment::kSramUncorrectable),
                                 AllOf(IsState(Ailment::kHbmUncorrectable),
                                       Says("mem_ecc_uncorrected stands at 4, "
                                            "mem_ecc_repairable_uncorrected stands at 0"))));
  for (const Sign& sign : signs) {
    EXPECT_EQ(sign.weight, SignWeight::kMayBeOld);
  }
}

TEST(MemorySigns, TellNewHbmErrorsByTheSumAndTheSplitInWords) {
  Memory memory;
  memory.ecc(kRepairable) = 1;
  memory.Pass();
  memory.ecc(kHbm) = 2;
  memory.ecc(kRepairable) = 2;
  EXPECT_THAT(memory.Pass(),
              Contains(AllOf(IsEvent(Ailment::kHbmUncorrectable, 3),
                             Says("uncorrected HBM errors went from 1 to 4: mem_ecc_uncorrected "
                                  "went from 0 to 2, mem_ecc_repairable_uncorrected went from 1 "
                                  "to 2"))));
  memory.ecc(kRepairable) = 3;
  EXPECT_THAT(memory.Pass(), Contains(IsEvent(Ailment::kHbmRepairable, 1)));
}

TEST(MemorySigns, AreRepairableIfOnlySuchStand) {
  Memory memory;
  memory.ecc(kRepairable) = 1;
  EXPECT_THAT(memory.Pass(), ElementsAre(IsState(Ailment::kHbmRepairable)));
}

TEST(MemorySigns, DoNotTakeAnotherSplitForNewErrors) {
  Memory memory;
  memory.ecc(kHbm) = 3;
  memory.Pass();
  // The register fell to 0, as a total that never falls: the same 3 are repairable now.
  memory.ecc(kRepairable) = 3;
  memory.patient.AddRebase(kHbm);
  EXPECT_THAT(memory.Pass(), ElementsAre(IsState(Ailment::kHbmRepairable)));
  // One more, and all are said to be unrepairable again.
  memory.ecc(kHbm) = 7;
  memory.patient.AddRebase(kRepairable);
  EXPECT_THAT(memory.Pass(), Contains(IsEvent(Ailment::kHbmUncorrectable, 1)));
}

TEST(MemorySigns, WaitForBothKindsOfHbmErrors) {
  Memory memory;
  memory.ecc(kHbm) = 3;
  memory.Pass();
  // While the fall is not believed yet.
  memory.ecc(kHbm) = Reading<std::uint64_t>::Unknown(Unreadable());
  memory.ecc(kRepairable) = 3;
  EXPECT_THAT(memory.Pass(), IsEmpty());
  memory.ecc(kHbm) = 3;
  memory.patient.AddRebase(kHbm);
  EXPECT_THAT(memory.Pass(), Not(Contains(IsEvent(Ailment::kHbmRepairable, 3))));
}

TEST(MemorySigns, LoseNoErrorToAReadingThatFailed) {
  Memory memory;
  memory.Pass();
  memory.ecc(kHbm) = Reading<std::uint64_t>::Unknown(Unreadable());
  memory.ecc(kRepairable) = 2;
  memory.ecc(kSram) = Reading<std::uint64_t>::Unknown(Unreadable());
  memory.Pass();
  memory.ecc(kHbm) = 0;
  memory.ecc(kSram) = 1;
  EXPECT_THAT(memory.Pass(), AllOf(Contains(IsEvent(Ailment::kHbmRepairable, 2)),
                                   Contains(IsEvent(Ailment::kSramUncorrectable, 1))));
}

TEST(MemorySigns, DoNotSeeAKindThatIsUnknown) {
  Memory memory;
  memory.ecc(kSram) = Reading<std::uint64_t>::Unknown(Unreadable());
  memory.Pass();
  EXPECT_TRUE(memory.sheet.unseen(Ailment::kSramUncorrectable));
  EXPECT_FALSE(memory.sheet.unseen(Ailment::kHbmUncorrectable));
  memory.ecc(kSram) = 0;
  memory.ecc(kRepairable) = Reading<std::uint64_t>::Unknown(Unreadable());
  memory.Pass();
  EXPECT_FALSE(memory.sheet.unseen(Ailment::kSramUncorrectable));
  EXPECT_TRUE(memory.sheet.unseen(Ailment::kHbmUncorrectable));
  EXPECT_TRUE(memory.sheet.unseen(Ailment::kHbmRepairable));
}

TEST(MemorySigns, LearnNothingFromKindsThatTheDriverLacks) {
  Memory memory;
  for (Reading<std::uint64_t>& count : memory.patient.counters.ecc) {
    count = Reading<std::uint64_t>::Absent();
  }
  memory.Pass();
  EXPECT_THAT(memory.Pass(), IsEmpty());
  EXPECT_FALSE(memory.sheet.unseen(Ailment::kSramUncorrectable));
  memory.ecc(kHbm) = 1;
  memory.Pass();
  memory.ecc(kHbm) = 2;
  EXPECT_THAT(memory.Pass(), Contains(IsEvent(Ailment::kHbmUncorrectable, 1)));
}

TEST(MemorySigns, CountCorrectedErrorsOfBothKindsOnceTheyAreNew) {
  Memory memory;
  memory.ecc(EccTally::kSramCorrected) = 10;
  EXPECT_THAT(memory.Pass(), IsEmpty());
  memory.ecc(EccTally::kSramCorrected) = 15;
  memory.ecc(EccTally::kHbmCorrected) = 7;
  EXPECT_THAT(memory.Pass(), ElementsAre(AllOf(IsEvent(Ailment::kCorrectedErrors, 5),
                                               Says("sram_ecc_corrected went from 10 to 15")),
                                         IsEvent(Ailment::kCorrectedErrors, 7)));
}

TEST(MemorySigns, OfARegisterThatWrappedAreNewAndStandAtWhatItHolds) {
  Memory memory;
  memory.ecc(kSram) = 60000;
  memory.ecc(kHbm) = 60000;
  memory.Pass();
  // Fell by more than three quarters of 16 bits.
  memory.ecc(kSram) = 65536;
  memory.patient.usage.errors_held[kSram] = std::uint64_t{0};
  memory.ecc(kHbm) = 65538;
  memory.patient.usage.errors_held[kHbm] = std::uint64_t{2};
  EXPECT_THAT(memory.Pass(), ElementsAre(IsEvent(Ailment::kSramUncorrectable, 5536),
                                         IsEvent(Ailment::kHbmUncorrectable, 5538),
                                         AllOf(IsState(Ailment::kHbmUncorrectable),
                                               Says("mem_ecc_uncorrected stands at 2, "
                                                    "mem_ecc_repairable_uncorrected stands at "
                                                    "0"))));
  memory.patient.usage.errors_held[kHbm] = std::uint64_t{0};
  EXPECT_THAT(memory.Pass(), IsEmpty());
}

TEST(MemorySigns, OfARegisterThatWasClearedStandAtWhatItHolds) {
  Memory memory;
  memory.ecc(kSram) = 5;
  memory.Pass();
  memory.patient.AddRebase(kSram);
  EXPECT_THAT(memory.Pass(), IsEmpty());
  memory.ecc(kSram) = 6;
  EXPECT_THAT(memory.Pass(), Contains(Says("sram_ecc_uncorrected went from 0 to 1")));
}

}  // namespace
}  // namespace neuron
