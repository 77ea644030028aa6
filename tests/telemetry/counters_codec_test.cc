#include "agent/telemetry/counters_codec.h"

#include "agent/telemetry/chip_codec.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const Reading<ChipCounters>& counters) {
  agent::v1::Chip message;
  EncodeChip(ExampleChip(0), &message);
  EncodeCounters(counters, &message);
  return message;
}

Reading<ChipCounters> Decoded(const agent::v1::Chip& message) {
  return DecodeCounters(message).value();
}

Reading<ChipCounters> Travelled(const Reading<ChipCounters>& counters) {
  return Decoded(Encoded(counters));
}

TEST(DecodeCounters, RestoresEverything) {
  const ChipCounters expected = ExampleCounters(4);
  const ChipCounters decoded = Travelled(expected).value();
  EXPECT_EQ(decoded.read_at, expected.read_at);
  EXPECT_EQ(decoded.reset_state, expected.reset_state);
  EXPECT_EQ(decoded.ecc, expected.ecc);
  EXPECT_EQ(decoded.firmware.heartbeat, expected.firmware.heartbeat);
  EXPECT_EQ(decoded.power, expected.power);
  EXPECT_EQ(decoded.raw_power, expected.raw_power);
  EXPECT_EQ(decoded.host_memory_by_class, expected.host_memory_by_class);
  ASSERT_EQ(decoded.cores.size(), 2u);
  EXPECT_EQ(decoded.cores[1].core, 1);
  EXPECT_EQ(decoded.cores[1].tallies, expected.cores[1].tallies);
}

TEST(EncodeCounters, HasAFieldForEveryMemoryError) {
  ChipCounters counters = ExampleCounters(0);
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    counters.ecc[static_cast<EccTally>(i)] = i + 1;
  }
  EXPECT_EQ(Travelled(counters).value().ecc, counters.ecc);
}

TEST(DecodeCounters, RestoresZeroAbsentAndUnknownApart) {
  ChipCounters counters = ExampleCounters(0);
  counters.ecc[EccTally::kHbmUncorrected] = Reading<std::uint64_t>::Absent();
  counters.ecc[EccTally::kHbmRepairable] =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("garbage"));
  counters.power = Reading<PowerUse>::Unknown(absl::DataLossError("no line"));
  counters.raw_power = Reading<RawPower>::Absent();
  const ChipCounters decoded = Travelled(counters).value();
  EXPECT_EQ(decoded.ecc[EccTally::kSramUncorrected], Reading<std::uint64_t>(0));
  EXPECT_TRUE(decoded.ecc[EccTally::kHbmUncorrected].is_absent());
  EXPECT_EQ(decoded.ecc[EccTally::kHbmRepairable].why(), absl::UnknownError("garbage"));
  EXPECT_EQ(decoded.power.why(), absl::UnknownError("no line"));
  EXPECT_TRUE(decoded.raw_power.is_absent());
}

TEST(DecodeCounters, RestoresWhichGroupsWereNeverRead) {
  ChipCounters counters = ExampleCounters(0);
  counters.read_at[CounterGroup::kPower] = absl::InfinitePast();
  EXPECT_EQ(Encoded(counters).counter_groups_size(), 4);
  EXPECT_EQ(Travelled(counters).value().read_at, counters.read_at);
}

TEST(EncodeCounters, SaysOnceWhyAChipDidNotAnswer) {
  const agent::v1::Chip message =
      Encoded(Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("no answer")));
  EXPECT_EQ(message.counters_unknown_reason(), "no answer");
  EXPECT_EQ(message.unknown_size(), 0);
  ASSERT_EQ(message.cores_size(), 2);
  EXPECT_EQ(message.cores(1).unknown_size(), 0);
}

TEST(DecodeCounters, FindsCountersAgainThatWereUnknownAsAWhole) {
  EXPECT_EQ(Travelled(Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("late"))).why(),
            absl::UnknownError("late"));
}

TEST(DecodeCounters, FindsCountersAgainThatWereAbsentAsAWhole) {
  EXPECT_TRUE(Travelled(Reading<ChipCounters>::Absent()).is_absent());
}

TEST(DecodeCounters, HasNoneWhereNoGroupWasEverRead) {
  agent::v1::Chip message = Encoded(ExampleCounters(0));
  message.clear_counter_groups();
  EXPECT_TRUE(Decoded(message).is_absent());
  message.add_counter_groups()->set_group(static_cast<agent::v1::CounterGroup>(99));
  message.mutable_counter_groups(0)->mutable_read_at()->set_seconds(1);
  EXPECT_TRUE(Decoded(message).is_absent());
}

TEST(EncodeCounters, AddsACoreThatEnumerationDidNotSee) {
  ChipCounters counters = ExampleCounters(0);
  counters.cores = {ExampleCoreCounters(0, 0), ExampleCoreCounters(0, 2)};
  const agent::v1::Chip message = Encoded(counters);
  ASSERT_EQ(message.cores_size(), 3);
  EXPECT_EQ(message.cores(1).index(), 1u);
  EXPECT_FALSE(message.cores(1).has_inferences_total());
  EXPECT_EQ(message.cores(2).index(), 2u);
  EXPECT_FALSE(message.cores(2).has_arch_type());
}

TEST(EncodeCounters, AddsACoreInItsPlace) {
  agent::v1::Chip message;
  Chip chip;
  chip.cores = {{1, std::string("NCv2")}};
  EncodeChip(chip, &message);
  EncodeCounters(ExampleCounters(0), &message);
  ASSERT_EQ(message.cores_size(), 2);
  EXPECT_EQ(message.cores(0).index(), 0u);
  EXPECT_EQ(message.cores(1).arch_type(), "NCv2");
  EXPECT_TRUE(message.cores(1).has_inferences_total());
}

TEST(DecodeCounters, DoesNotBelieveAResetStateOfALaterVersion) {
  agent::v1::Chip message = Encoded(ExampleCounters(0));
  message.set_reset_state(static_cast<agent::v1::ResetState>(99));
  EXPECT_TRUE(Decoded(message).value().reset_state.is_unknown());
}

TEST(DecodeCounters, RefusesATimeThatCannotBe) {
  agent::v1::Chip message = Encoded(ExampleCounters(0));
  message.mutable_counter_groups(2)->mutable_read_at()->set_nanos(-1);
  EXPECT_EQ(DecodeCounters(message).status(),
            absl::InvalidArgumentError(
                "counter_groups[2].read_at: not a time between the years 1 and 9999"));
}

}  // namespace
}  // namespace neuron
