#include "agent/telemetry/chip_state_codec.h"

#include "agent/telemetry/chip_codec.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const ChipState& state) {
  agent::v1::Chip message;
  EncodeChip(ExampleChip(state.index), &message);
  EncodeChipState(state, &message);
  return message;
}

ChipState Travelled(const ChipState& state) { return DecodeChipState(Encoded(state)).value(); }

absl::Status WhyNot(const agent::v1::Chip& message) { return DecodeChipState(message).status(); }

TEST(DecodeChipState, RestoresTheVerdictTheCountersAndTheUsage) {
  ChipState state = ExampleChipState(3);
  state.health = HealthOf(Verdict::kBad, "reset_failed", "reset reads 2");
  const ChipState decoded = Travelled(state);
  EXPECT_EQ(decoded.index, 3);
  EXPECT_EQ(decoded.health.verdict, Verdict::kBad);
  EXPECT_EQ(decoded.health.evidence, "reset reads 2");
  EXPECT_EQ(decoded.counters.value().cores.size(), 2u);
  ASSERT_TRUE(decoded.usage.has_value());
  EXPECT_EQ(decoded.usage->time_unit, TimeUnit::kNanoseconds);
}

TEST(DecodeChipState, RestoresWhenItWasRead) {
  ChipState state = ExampleChipState(3);
  EXPECT_EQ(Travelled(state).read_at, state.read_at);
  state.read_at = absl::InfinitePast();
  EXPECT_FALSE(Encoded(state).has_read_at());
  EXPECT_EQ(Travelled(state).read_at, absl::InfinitePast());
}

TEST(DecodeChipState, RestoresWhoHasIt) {
  ChipState state = ExampleChipState(3);
  state.allocation = HeldBy({MakeHolder(7, 1, "a", {3}), MakeHolder(4711, 2, "b", {3})});
  EXPECT_EQ(HolderPids(Travelled(state).allocation), (std::vector<int>{7, 4711}));
}

TEST(DecodeChipState, RefusesWhoCannotHaveIt) {
  agent::v1::Chip message = Encoded(ExampleChipState(4));
  message.mutable_claims(0)->set_pid(0);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("claims[0].pid: 0 is not a process"));
}

TEST(DecodeChipState, IsUnknownForWhatIsNotSet) {
  const ChipState state = DecodeChipState(agent::v1::Chip()).value();
  EXPECT_EQ(state.health.verdict, Verdict::kUnknown);
  EXPECT_EQ(state.allocation.occupancy, Occupancy::kUnknown);
  EXPECT_FALSE(state.allocation.why.ok());
  EXPECT_TRUE(state.counters.is_absent());
  EXPECT_FALSE(state.usage.has_value());
}

TEST(DecodeChipState, RefusesATimeThatCannotBe) {
  agent::v1::Chip message = Encoded(ExampleChipState(4));
  message.mutable_read_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeChipState(message).ok());
  message = Encoded(ExampleChipState(4));
  message.mutable_verdict_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeChipState(message).ok());
  message = Encoded(ExampleChipState(4));
  message.mutable_counter_groups(0)->mutable_read_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeChipState(message).ok());
}

}  // namespace
}  // namespace neuron
