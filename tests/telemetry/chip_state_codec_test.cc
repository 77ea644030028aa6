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

TEST(DecodeChipState, RestoresTheVerdictWithItsEvidence) {
  ChipState state = ExampleChipState(3);
  state.health = {Verdict::kBad, "reset_failed", "reset reads 2"};
  const ChipState decoded = Travelled(state);
  EXPECT_EQ(decoded.index, 3);
  EXPECT_EQ(decoded.health.verdict, Verdict::kBad);
  EXPECT_EQ(decoded.health.reason, "reset_failed");
  EXPECT_EQ(decoded.health.evidence, "reset reads 2");
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

TEST(DecodeChipState, IsUnknownForAVerdictOfALaterVersion) {
  agent::v1::Chip message = Encoded(ExampleChipState(0));
  message.set_verdict(static_cast<agent::v1::Verdict>(99));
  const ChipHealth health = DecodeChipState(message)->health;
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "unread");
  EXPECT_EQ(health.evidence, "verdict: this version does not know the number 99 of this field");
}

TEST(DecodeChipState, IsUnknownForWhatIsNotSet) {
  const ChipState state = DecodeChipState(agent::v1::Chip()).value();
  EXPECT_EQ(state.health.verdict, Verdict::kUnknown);
  EXPECT_EQ(state.allocation.occupancy, Occupancy::kUnknown);
  EXPECT_FALSE(state.allocation.why.ok());
}

TEST(DecodeChipState, RefusesATimeThatCannotBe) {
  agent::v1::Chip message = Encoded(ExampleChipState(4));
  message.mutable_read_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeChipState(message).ok());
}

}  // namespace
}  // namespace neuron
