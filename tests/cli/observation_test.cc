#include "agent/cli/observation.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::StartsWith;

const ReadLatency kLatency = {112, absl::Microseconds(20), absl::Milliseconds(2), "reset"};

TEST(Observe, TakesWhatShouldStayAsItIs) {
  const Snapshot snapshot = ExampleSnapshot();
  const Observation seen = Observe(snapshot, "boot-1", {{0, kLatency}});
  EXPECT_EQ(seen.taken_at, snapshot.taken_at);
  EXPECT_EQ(seen.boot_id, "boot-1");
  EXPECT_EQ(seen.driver_version.value(), "2.24.7.0");
  ASSERT_EQ(seen.chips.size(), 16u);
  const Chip& chip = snapshot.inventory->chips[0];
  EXPECT_EQ(seen.chips[0].serial_number, chip.serial_number);
  EXPECT_EQ(seen.chips[0].device_name, chip.device_name);
  EXPECT_EQ(seen.chips[0].core_count, chip.core_count);
  EXPECT_EQ(seen.chips[0].connected, chip.connected);
  EXPECT_EQ(seen.chips[0].link, chip.pci.value().link);
  EXPECT_EQ(seen.chips[0].ecc, snapshot.chips[0].counters.value().ecc);
  EXPECT_EQ(seen.chips[0].latency.value(), kLatency);
  EXPECT_TRUE(seen.chips[1].latency.is_absent());
}

TEST(Observe, KeepsWhyLinksAndCountersAreUnknown) {
  const Observation seen = Observe(ExampleSnapshot(), "boot-1", {});
  EXPECT_TRUE(seen.chips[3].link.speed_gts.is_unknown());
  EXPECT_TRUE(seen.chips[3].link.width.is_unknown());
  EXPECT_TRUE(seen.chips[9].ecc[EccTally::kHbmUncorrected].is_unknown());
}

TEST(Observe, KnowsNothingOfAChipThatDidNotAnswer) {
  const absl::Status late = absl::DeadlineExceededError("late");
  const Observation seen =
      Observe(ExampleSnapshot(), "boot-1", {{0, Reading<ReadLatency>::Unknown(late)}});
  EXPECT_EQ(seen.chips[0].answered, late);
  EXPECT_TRUE(seen.chips[0].serial_number.is_absent());
}

TEST(GapsOf, IsALineForEachKindOfFact) {
  const std::vector<std::string> gaps = GapsOf(Observe(ExampleSnapshot(), "boot-1", {}));
  EXPECT_THAT(gaps, Contains(StartsWith("serial_number of chips 3: ")));
  EXPECT_THAT(gaps, Contains(StartsWith("mem_ecc_uncorrected of chips 9: ")));
  EXPECT_THAT(gaps, Contains(StartsWith("pci_link_gts of chips 3")));
}

TEST(FindChip, GoesByIndexNotPlace) {
  Observation observation;
  observation.chips = {ObservedChip(), ObservedChip()};
  observation.chips[1].index = 10;
  EXPECT_EQ(FindChip(observation, 10), &observation.chips[1]);
  EXPECT_EQ(FindChip(observation, 1), nullptr);
}

}  // namespace
}  // namespace neuron
