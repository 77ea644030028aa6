#include "agent/cli/comparison.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_observation.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr EccTally kHbm = EccTally::kHbmUncorrected;

Difference OfChip(std::string what, std::string was, std::string is, Gravity gravity) {
  return {0, std::move(what), std::move(was), std::move(is), gravity};
}

class CompareTest : public testing::Test {
 protected:
  std::vector<Difference> Found() const { return Compare(baseline_, now_); }

  Observation baseline_ = ExampleObservation();
  Observation now_ = ExampleObservation();
  ObservedChip& was_ = baseline_.chips[0];
  ObservedChip& is_ = now_.chips[0];
};

TEST_F(CompareTest, FindsNothingWhereAllIsAsItWas) { EXPECT_THAT(Found(), IsEmpty()); }

TEST_F(CompareTest, TakesAnotherIdentityGravely) {
  is_.serial_number = std::string("00112233445566ff");
  is_.device_name = std::string("Trainium2");
  is_.core_count = std::uint64_t{1};
  EXPECT_THAT(Found(), ElementsAre(OfChip("serial_number", "1a2b3c4d5e000000", "00112233445566ff",
                                          Gravity::kGrave),
                                   OfChip("device_name", "Trainium1", "Trainium2", Gravity::kGrave),
                                   OfChip("core_count", "2", "1", Gravity::kGrave)));
}

TEST_F(CompareTest, TakesLostLinksGravelyAndNewOnesNot) {
  is_.connected = ChipSet{4};
  EXPECT_THAT(Found(), ElementsAre(OfChip("connected_devices", "{1, 4}", "{4}", Gravity::kGrave)));
  is_.connected = ChipSet{1, 4, 8};
  EXPECT_THAT(Found(),
              ElementsAre(OfChip("connected_devices", "{1, 4}", "{1, 4, 8}", Gravity::kNote)));
}

TEST_F(CompareTest, TakesASlowerOrNarrowerPciLinkGravelyAndAFasterOneNot) {
  is_.link.speed_gts = 8.0;
  is_.link.width = std::uint64_t{4};
  EXPECT_THAT(Found(), ElementsAre(OfChip("pci_link_gts", "16", "8", Gravity::kGrave),
                                   OfChip("pci_link_lanes", "8", "4", Gravity::kGrave)));
  is_ = was_;
  is_.link.speed_gts = 32.0;
  EXPECT_THAT(Found(), ElementsAre(OfChip("pci_link_gts", "16", "32", Gravity::kNote)));
}

TEST_F(CompareTest, TakesNewErrorsGravelyUnlessTheyWereCorrected) {
  is_.ecc[kHbm] = std::uint64_t{5};
  is_.ecc[EccTally::kHbmCorrected] = std::uint64_t{4};
  EXPECT_THAT(Found(), ElementsAre(OfChip("mem_ecc_uncorrected", "3", "5, 2 new", Gravity::kGrave),
                                   OfChip("mem_ecc_corrected", "3", "4, 1 new", Gravity::kNote)));
}

TEST_F(CompareTest, SaysThatACounterWasClearedByAnotherBoot) {
  now_.boot_id = "boot-2";
  is_.ecc[kHbm] = std::uint64_t{0};
  EXPECT_THAT(Found(),
              ElementsAre(OfChip("mem_ecc_uncorrected", "3", "0, cleared since", Gravity::kNote)));
}

TEST_F(CompareTest, TakesAllThatAClearedCounterShowsForNew) {
  now_.boot_id = "boot-2";
  is_.ecc[kHbm] = std::uint64_t{1};
  EXPECT_THAT(Found(), ElementsAre(OfChip("mem_ecc_uncorrected", "3", "1, cleared since, 1 new",
                                          Gravity::kGrave)));
}

TEST_F(CompareTest, SaysThatACounterMayHaveWrappedInTheSameBoot) {
  is_.ecc[kHbm] = std::uint64_t{0};
  EXPECT_THAT(Found(),
              ElementsAre(OfChip("mem_ecc_uncorrected", "3",
                                 "0, cleared since, or wrapped after 65535", Gravity::kNote)));
}

TEST_F(CompareTest, ComparesNoErrorsOfAnotherChip) {
  is_.serial_number = std::string("00112233445566ff");
  is_.ecc[kHbm] = std::uint64_t{5};
  EXPECT_EQ(Found().size(), 1u);
  EXPECT_EQ(CountedChips(baseline_, now_), ChipSet{2});
}

TEST_F(CompareTest, KnowsTheMovedInstanceByItsSerialNumbers) {
  now_.boot_id = "boot-2";
  is_.serial_number = std::string("00112233445566ff");
  EXPECT_EQ(Found()[0].what, "serial_number");
  now_.chips[1].serial_number = std::string("0011223344556600");
  ASSERT_EQ(Found().size(), 1u);
  EXPECT_EQ(Found()[0].what, "machine");
  EXPECT_EQ(Found()[0].chip, absl::nullopt);
  EXPECT_EQ(Found()[0].gravity, Gravity::kGrave);
  now_.boot_id = "boot-1";
  EXPECT_EQ(Found().size(), 2u);
}

TEST_F(CompareTest, CannotTellWhatIsNotKnownAnyMore) {
  is_.serial_number = Reading<std::string>::Unknown(absl::PermissionDeniedError("EACCES"));
  is_.connected = Reading<ChipSet>::Absent();
  EXPECT_THAT(Found(),
              ElementsAre(OfChip("serial_number", "1a2b3c4d5e000000", "EACCES", Gravity::kUntold),
                          OfChip("connected_devices", "{1, 4}", "this driver does not tell it",
                                 Gravity::kUntold)));
}

TEST_F(CompareTest, ComparesOnlyWhatWasKnown) {
  was_ = {};
  EXPECT_THAT(Found(), IsEmpty());
  EXPECT_EQ(CountedChips(baseline_, now_), ChipSet{2});
}

TEST_F(CompareTest, TakesAMuchSlowerChipGravely) {
  is_.latency = ReadLatency{112, absl::Microseconds(990), absl::Seconds(3), "reset"};
  EXPECT_THAT(Found(), IsEmpty());
  is_.latency = ReadLatency{112, absl::Microseconds(1500), absl::Seconds(3), "reset"};
  EXPECT_THAT(Found(), ElementsAre(OfChip("median_latency", "20us", "1.5ms", Gravity::kGrave)));
  was_.latency = ReadLatency{112, absl::Microseconds(200), absl::Seconds(3), "reset"};
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(CompareTest, TellsChipsThatAreGoneAndNewOnes) {
  now_.chips.erase(now_.chips.begin());
  now_.chips.push_back(ExampleObservedChip(3));
  EXPECT_THAT(Found(),
              ElementsAre(OfChip("chip", "there", "gone", Gravity::kGrave),
                          Difference{3, "chip", "", "not in the baseline: record a new baseline",
                                     Gravity::kNote}));
}

TEST_F(CompareTest, LeavesOutWhatDidNotAnswer) {
  is_ = ObservedChip();
  is_.answered = absl::DeadlineExceededError("reset: no answer within 2s");
  EXPECT_THAT(Found(), IsEmpty());
}

TEST_F(CompareTest, NotesAnotherDriverAndMissesOne) {
  now_.driver_version = std::string("2.30");
  EXPECT_THAT(Found(), ElementsAre(Difference{absl::nullopt, "driver_version", "2.24.7.0", "2.30",
                                              Gravity::kNote}));
  now_.driver_version = Reading<std::string>::Absent();
  EXPECT_EQ(Found()[0].gravity, Gravity::kUntold);
}

}  // namespace
}  // namespace neuron
