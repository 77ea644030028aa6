#include "agent/health/pci_signs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/health/patient.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::IsEmpty;

// A chip on PCI, pass by pass.
class Slot {
 public:
  std::vector<Sign> Pass() {
    ChipFacts facts = patient.Facts();
    if (is_lost) {
      patient.chip.pci = Reading<PciFunction>::Unknown(Unreadable());
    }
    const PciRecord after = RecordPci(record_, facts);
    sheet = SignSheet(3, absl::FromUnixSeconds(1000));
    AddPciSigns(record_, after, facts, &sheet);
    record_ = after;
    return sheet.signs();
  }

  // Other chips with links as fast as that; the chip itself is among them.
  void SetSisters(const std::vector<double>& speeds) {
    patient.sisters.clear();
    for (std::size_t i = 0; i < speeds.size(); ++i) {
      Chip sister;
      sister.index = 10 + static_cast<int>(i);
      PciFunction function = patient.pci();
      function.link.speed_gts = speeds[i];
      sister.pci = function;
      patient.sisters.push_back(sister);
    }
    Chip self;
    self.index = patient.chip.index;
    self.pci = patient.pci();
    patient.sisters.push_back(self);
  }

  Patient patient;
  bool is_lost = false;
  SignSheet sheet{3, absl::FromUnixSeconds(1000)};

 private:
  PciRecord record_;
};

TEST(PciSigns, TellErrorsThatWereNotCorrected) {
  Slot slot;
  slot.patient.pci().errors.fatal = 4;
  EXPECT_THAT(slot.Pass(), IsEmpty());
  slot.patient.pci().errors = {std::uint64_t{9}, std::uint64_t{2}, std::uint64_t{5}};
  EXPECT_THAT(
      slot.Pass(),
      ElementsAre(
          AllOf(IsEvent(Ailment::kPciErrors, 2), Says("PCI's nonfatal errors went from 0 to 2")),
          AllOf(IsEvent(Ailment::kPciErrors, 1), Says("PCI's fatal errors went from 4 to 5"))));
  EXPECT_THAT(slot.Pass(), IsEmpty());
}

TEST(PciSigns, CountFromAnewAfterAFall) {
  Slot slot;
  slot.patient.pci().errors.fatal = 4;
  slot.Pass();
  slot.patient.pci().errors.fatal = 1;
  EXPECT_THAT(slot.Pass(), IsEmpty());
  slot.patient.pci().errors.fatal = 2;
  EXPECT_THAT(slot.Pass(), ElementsAre(IsEvent(Ailment::kPciErrors, 1)));
}

TEST(PciSigns, TellALinkThatIsNarrowerThanItCanBe) {
  Slot slot;
  slot.patient.pci().link.width = 4;
  EXPECT_THAT(slot.Pass(), ElementsAre(AllOf(IsState(Ailment::kLinkDegraded),
                                             Says("the PCI link has 4 of 8 lanes"))));
}

TEST(PciSigns, TellALinkThatIsSlowerThanItCanBeAndThanAllOthers) {
  Slot slot;
  slot.patient.pci().link.speed_gts = 8;
  slot.SetSisters({16, 16});
  EXPECT_THAT(slot.Pass(),
              ElementsAre(AllOf(IsState(Ailment::kLinkDegraded),
                                Says("the PCI link runs at 8 of 16 GT/s, no other chip's below "
                                     "16"))));
}

TEST(PciSigns, DoNotTakeAnIdleLinkForABadOne) {
  Slot slot;
  slot.patient.pci().link.speed_gts = 8;
  EXPECT_THAT(slot.Pass(), IsEmpty());
  slot.SetSisters({});
  EXPECT_THAT(slot.Pass(), IsEmpty());
  slot.SetSisters({16, 8});
  EXPECT_THAT(slot.Pass(), IsEmpty());
  slot.SetSisters({8, 16});
  EXPECT_THAT(slot.Pass(), IsEmpty());
}

TEST(PciSigns, CompareOnlyChipsOfOneTypeWithAKnownSpeed) {
  Slot slot;
  slot.patient.pci().link.speed_gts = 8;
  slot.SetSisters({16, 16});
  PciFunction other = slot.patient.pci();
  other.type = ChipType::kTrainium2;
  slot.patient.sisters[0].pci = other;
  other.type = ChipType::kTrainium1;
  other.link.speed_gts = Reading<double>::Unknown(Unreadable());
  slot.patient.sisters[1].pci = other;
  EXPECT_THAT(slot.Pass(), IsEmpty());
}

TEST(PciSigns, AreNoneOfALinkThatIsAsFastAsItCanBe) {
  Slot slot;
  slot.SetSisters({32});
  EXPECT_THAT(slot.Pass(), IsEmpty());
}

TEST(PciSigns, DoNotSeeWhatIsUnknown) {
  Slot slot;
  slot.patient.pci().link.width = Reading<std::uint64_t>::Unknown(Unreadable());
  EXPECT_THAT(slot.Pass(), IsEmpty());
  EXPECT_TRUE(slot.sheet.unseen(Ailment::kLinkDegraded));
  slot.patient.pci().link.width = 8;
  slot.Pass();
  EXPECT_FALSE(slot.sheet.unseen(Ailment::kLinkDegraded));
  slot.is_lost = true;
  EXPECT_THAT(slot.Pass(), IsEmpty());
  EXPECT_TRUE(slot.sheet.unseen(Ailment::kLinkDegraded));
}

}  // namespace
}  // namespace neuron
