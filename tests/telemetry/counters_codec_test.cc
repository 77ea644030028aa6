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

Reading<ChipCounters> Travelled(const Reading<ChipCounters>& counters) {
  return DecodeCounters(Encoded(counters));
}

TEST(DecodeCounters, RestoresValues) {
  const Reading<ChipCounters> decoded = Travelled(ExampleCounters(0));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded.value().reset_state, Reading<ResetState>(ResetState::kReady));
  ASSERT_EQ(decoded.value().cores.size(), 2u);
  const CoreCounters expected = ExampleCoreCounters(0, 1);
  EXPECT_EQ(decoded.value().cores[1].core, 1);
  EXPECT_EQ(decoded.value().cores[1].device_memory_bytes, expected.device_memory_bytes);
  EXPECT_EQ(decoded.value().cores[1].reset_failures, expected.reset_failures);
}

TEST(DecodeCounters, RestoresZeroAbsentAndUnknownApart) {
  ChipCounters counters = ExampleCounters(0);
  counters.sram_ecc_uncorrected = std::uint64_t{0};
  counters.hbm_ecc_uncorrected = Reading<std::uint64_t>::Absent();
  counters.hbm_ecc_repairable = Reading<std::uint64_t>::Unknown(absl::DataLossError("garbage"));
  const ChipCounters decoded = Travelled(counters).value();
  EXPECT_EQ(decoded.sram_ecc_uncorrected, Reading<std::uint64_t>(0));
  EXPECT_TRUE(decoded.hbm_ecc_uncorrected.is_absent());
  EXPECT_EQ(decoded.hbm_ecc_repairable.why(), absl::UnknownError("garbage"));
}

TEST(EncodeCounters, ListsEveryCounterOfAChipThatDidNotAnswer) {
  const agent::v1::Chip message =
      Encoded(Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("no answer")));
  EXPECT_EQ(message.unknown_size(), 4);
  ASSERT_EQ(message.cores_size(), 2);
  EXPECT_EQ(message.cores(0).unknown_size(), 9);
  EXPECT_EQ(message.cores(1).unknown(8).reason(), "no answer");
}

TEST(DecodeCounters, FindsCountersAgainThatWereUnknownAsAWhole) {
  EXPECT_EQ(Travelled(Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("late"))).why(),
            absl::UnknownError("late"));
}

TEST(DecodeCounters, FindsCountersAgainThatWereAbsentAsAWhole) {
  EXPECT_TRUE(Travelled(Reading<ChipCounters>::Absent()).is_absent());
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
  EXPECT_TRUE(DecodeCounters(message).value().reset_state.is_unknown());
}

}  // namespace
}  // namespace neuron
