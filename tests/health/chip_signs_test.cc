#include "agent/health/chip_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
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

const absl::Time kNow = absl::FromUnixSeconds(1000);

// A chip, pass by pass, one each second.
class Watch {
 public:
  std::vector<Sign> Pass(absl::Duration after = absl::Seconds(1)) {
    at_ += after;
    const ChipFacts facts = patient.Facts();
    const ChipRecord record = RecordChip(record_, facts, at_);
    sheet = ChipSigns(record_, record, facts, kNow, at_);
    record_ = record;
    return sheet.signs();
  }

  Patient patient;
  SignSheet sheet{3, kNow};

 private:
  ChipRecord record_;
  absl::Duration at_ = absl::Hours(1);
};

TEST(ChipSigns, AreNoneOfAChipThatIsWell) {
  Watch watch;
  EXPECT_THAT(watch.Pass(), IsEmpty());
  EXPECT_THAT(watch.Pass(), IsEmpty());
}

TEST(ChipSigns, ComeFromEveryFileAndSayOfWhichChipAndWhen) {
  Watch watch;
  watch.Pass();
  watch.patient.counters.ecc[EccTally::kSramUncorrected] = 1;
  watch.patient.counters.cores[0].tallies[CoreTally::kDmaAbort] = 1;
  watch.patient.counters.firmware.components = UnhealthyComponents{false, "hbm"};
  watch.patient.pci().errors.fatal = 1;
  const std::vector<Sign> signs = watch.Pass();
  EXPECT_THAT(signs, AllOf(Contains(IsEvent(Ailment::kSramUncorrectable, 1)),
                           Contains(IsEvent(Ailment::kDmaAbort, 1)),
                           Contains(IsState(Ailment::kUnhealthyComponents)),
                           Contains(IsEvent(Ailment::kPciErrors, 1))));
  for (const Sign& sign : signs) {
    EXPECT_EQ(sign.chip, 3);
    EXPECT_EQ(sign.seen_at, kNow);
    EXPECT_EQ(sign.source,
              sign.ailment == Ailment::kPciErrors ? SignSource::kPci : SignSource::kSysfs);
  }
}

TEST(ChipSigns, AreConclusiveOfAResetThatFailed) {
  Watch watch;
  watch.patient.counters.reset_state = ResetState::kInvalid;
  const std::vector<Sign> signs = watch.Pass();
  EXPECT_THAT(signs, ElementsAre(AllOf(IsState(Ailment::kResetFailed), Says("reset reads 2"))));
  EXPECT_EQ(signs[0].weight, SignWeight::kConclusive);
}

TEST(ChipSigns, DoNotSeeTheEndOfAFailedResetBeforeTheChipIsReady) {
  Watch watch;
  watch.patient.counters.reset_state = ResetState::kResetting;
  watch.Pass();
  EXPECT_TRUE(watch.sheet.unseen(Ailment::kResetFailed));
  watch.patient.counters.reset_state = Reading<ResetState>::Unknown(Unreadable());
  watch.Pass();
  EXPECT_TRUE(watch.sheet.unseen(Ailment::kResetFailed));
  watch.patient.counters.reset_state = ResetState::kReady;
  watch.Pass();
  EXPECT_FALSE(watch.sheet.unseen(Ailment::kResetFailed));
}

TEST(ChipSigns, SeeNoStateOfAChipThatDoesNotAnswer) {
  Watch watch;
  watch.patient.silence = Unreadable();
  EXPECT_THAT(watch.Pass(), IsEmpty());
  for (const Ailment ailment :
       {Ailment::kResetFailed, Ailment::kSramUncorrectable, Ailment::kHbmUncorrectable,
        Ailment::kHbmRepairable, Ailment::kUnhealthyComponents, Ailment::kUnreachable,
        Ailment::kHeartbeatStuck}) {
    EXPECT_TRUE(watch.sheet.unseen(ailment)) << Word(ailment);
  }
  EXPECT_FALSE(watch.sheet.unseen(Ailment::kLinkDegraded));
}

TEST(ChipSigns, TellThatAnotherChipHasThePlaceAndCompareItWithNothing) {
  Watch watch;
  watch.Pass();
  watch.patient.chip.serial_number = std::string("00000000000000ff");
  watch.patient.counters.ecc[EccTally::kHbmUncorrected] = 9;
  watch.patient.counters.cores[0].tallies[CoreTally::kDmaAbort] = 9;
  watch.patient.pci().errors.fatal = 9;
  EXPECT_THAT(watch.Pass(),
              ElementsAre(AllOf(IsEvent(Ailment::kSerialChanged, 1),
                                Says("serial_number was 1a2b3c4d5e000003 and is 00000000000000ff")),
                          IsState(Ailment::kHbmUncorrectable)));
  EXPECT_THAT(watch.Pass(), ElementsAre(IsState(Ailment::kHbmUncorrectable)));
}

TEST(ChipSigns, TakeAChipWithoutASerialNumberForTheSame) {
  Watch watch;
  watch.Pass();
  watch.patient.chip.serial_number = Reading<std::string>::Unknown(Unreadable());
  watch.patient.counters.cores[0].tallies[CoreTally::kDmaAbort] = 9;
  EXPECT_THAT(watch.Pass(), ElementsAre(IsEvent(Ailment::kDmaAbort, 9)));
}

TEST(ChipSigns, TellASerialNumberThatStaysLost) {
  Watch watch;
  watch.Pass();
  watch.patient.chip.serial_number = Reading<std::string>::Unknown(Unreadable());
  EXPECT_THAT(watch.Pass(), IsEmpty());
  EXPECT_THAT(watch.Pass(kSerialLostAfter - absl::Seconds(1)), IsEmpty());
  EXPECT_THAT(watch.Pass(), ElementsAre(IsState(Ailment::kSerialLost)));
  watch.patient.chip.serial_number = std::string("1a2b3c4d5e000003");
  EXPECT_THAT(watch.Pass(), IsEmpty());
}

TEST(ChipSigns, ExpectNoSerialNumberInAResetOrWhereThereWasNone) {
  Watch watch;
  watch.Pass();
  watch.patient.chip.serial_number = Reading<std::string>::Unknown(Unreadable());
  watch.patient.counters.reset_state = ResetState::kResetting;
  EXPECT_THAT(watch.Pass(absl::Hours(1)), IsEmpty());
  EXPECT_TRUE(watch.sheet.unseen(Ailment::kSerialLost));
  EXPECT_THAT(watch.Pass(absl::Hours(1)), IsEmpty());
  Watch inferentia;
  inferentia.patient.chip.serial_number = Reading<std::string>::Absent();
  inferentia.Pass();
  EXPECT_THAT(inferentia.Pass(absl::Hours(1)), IsEmpty());
}

TEST(ChipSigns, LoseNothingWhileAChipDoesNotAnswer) {
  Watch watch;
  watch.Pass();
  watch.patient.silence = Unreadable();
  watch.patient.counters.ecc[EccTally::kSramUncorrected] = 1;
  watch.Pass();
  watch.patient.silence = absl::OkStatus();
  EXPECT_THAT(watch.Pass(), Contains(IsEvent(Ailment::kSramUncorrectable, 1)));
  EXPECT_THAT(watch.Pass(), Not(Contains(IsEvent(Ailment::kSramUncorrectable, 1))));
}

}  // namespace
}  // namespace neuron
