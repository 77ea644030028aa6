#include "agent/telemetry/holder_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

agent::v1::Snapshot Encoded(const HolderScan& scan) {
  agent::v1::Snapshot message;
  EncodeHolders(scan, &message);
  return message;
}

agent::v1::Snapshot Example() { return Encoded(ExampleSnapshot().evidence.holders); }

absl::Status WhyNot(const agent::v1::Snapshot& message) { return DecodeHolders(message).status(); }

TEST(DecodeHolders, RestoresTheHolders) {
  const HolderScan expected = ExampleSnapshot().evidence.holders;
  const HolderScan scan = DecodeHolders(Example()).value();
  EXPECT_EQ(scan.taken_at, expected.taken_at);
  EXPECT_TRUE(scan.sight.ok());
  ASSERT_EQ(scan.holders.size(), 2u);
  EXPECT_EQ(scan.holders[0].pid, 4711);
  EXPECT_EQ(scan.holders[0].start_ticks, 123456u);
  EXPECT_EQ(scan.holders[0].command, "train");
  EXPECT_EQ(scan.holders[0].held, (ChipSet{4, 5, 6, 7}));
  EXPECT_EQ(scan.holders[1].observed, expected.holders[1].observed);
  EXPECT_EQ(scan.holders[1].since, expected.holders[1].since);
  EXPECT_EQ(scan.holders[1].state, Reading<char>('S'));
  EXPECT_EQ(scan.holders[1].state_since, expected.holders[1].state_since);
}

TEST(DecodeHolders, RestoresHowTheyWereLookedFor) {
  HolderScan scan;
  scan.source = "bpf";
  EXPECT_EQ(DecodeHolders(Encoded(scan))->source, "bpf");
}

TEST(DecodeHolders, TellsNoContainerFromNotKnown) {
  HolderScan scan;
  scan.holders = {MakeHolder(1, 1, "in", {0}), MakeHolder(2, 2, "out", {0}),
                  MakeHolder(3, 3, "hidden", {0})};
  scan.holders[0].container = std::string("0123");
  scan.holders[2].container = Reading<std::string>::Unknown(absl::NotFoundError("gone"));
  const HolderScan travelled = DecodeHolders(Encoded(scan)).value();
  EXPECT_EQ(travelled.holders[0].container, Reading<std::string>("0123"));
  EXPECT_TRUE(travelled.holders[1].container.is_absent());
  EXPECT_EQ(travelled.holders[2].container.why(), absl::UnknownError("gone"));
}

TEST(DecodeHolders, TellsNothingUsedFromNotKnown) {
  HolderScan scan;
  scan.holders = {MakeHolder(1, 1, "new", {0}), MakeHolder(2, 2, "gone", {0})};
  scan.holders[0].cpu_time = absl::ZeroDuration();
  scan.holders[0].memory_bytes = 0;
  scan.holders[1].cpu_time = Reading<absl::Duration>::Unknown(absl::UnknownError("ended"));
  scan.holders[1].memory_bytes = Reading<std::uint64_t>::Unknown(absl::UnknownError("ended"));
  const HolderScan travelled = DecodeHolders(Encoded(scan)).value();
  for (const std::size_t i : {0u, 1u}) {
    EXPECT_EQ(travelled.holders[i].cpu_time, scan.holders[i].cpu_time);
    EXPECT_EQ(travelled.holders[i].memory_bytes, scan.holders[i].memory_bytes);
  }
}

TEST(DecodeHolders, KnowsNotSinceWhenItHasAStateThatIsUnknown) {
  HolderScan scan;
  scan.holders = {MakeHolder(1, 1, "gone", {0})};
  scan.holders[0].state = Reading<char>::Unknown(absl::UnknownError("ended"));
  EXPECT_FALSE(Encoded(scan).holders(0).has_state_since());
}

TEST(DecodeHolders, RefusesASinceThatCannotBe) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders(0)->mutable_state_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeHolders(message).ok());
}

TEST(DecodeHolders, DoesNotKnowAStateThatIsNotOneLetter) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders(0)->set_state("DZ");
  message.mutable_holders(1)->set_state("?");
  EXPECT_TRUE(DecodeHolders(message)->holders[0].state.is_unknown());
  EXPECT_TRUE(DecodeHolders(message)->holders[1].state.is_unknown());
}

TEST(DecodeHolders, RestoresBlindnessWithItsCure) {
  HolderScan scan;
  scan.sight = absl::PermissionDeniedError("run with pid: host");
  EXPECT_EQ(DecodeHolders(Encoded(scan))->sight, absl::UnknownError("run with pid: host"));
}

TEST(DecodeHolders, IsBlindUnlessTheMessageSaysOtherwise) {
  EXPECT_FALSE(DecodeHolders(agent::v1::Snapshot())->sight.ok());
}

TEST(EncodeHolders, MendsTheNameOfACommand) {
  HolderScan scan;
  scan.holders = {MakeHolder(1, 1, "\xff", {}, {0})};
  EXPECT_EQ(Encoded(scan).holders(0).command(), "\xef\xbf\xbd");
}

TEST(DecodeHolders, NeedsPidStartAndCommand) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders(1)->clear_pid();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("holders[1].pid: not set"));
  message = Example();
  message.mutable_holders(0)->clear_start_ticks();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("holders[0].start_ticks: not set"));
  message = Example();
  message.mutable_holders(0)->clear_command();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("holders[0].command: not set"));
}

TEST(DecodeHolders, RefusesHoldersOutOfOrder) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders()->SwapElements(0, 1);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("holders[1].pid: 4711 is out of order"));
}

TEST(DecodeHolders, RefusesSetsThatAreNone) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders(0)->add_held_chips(99);
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError("holders[0].held_chips: 99 is not a chip index below 64"));
  message = Example();
  message.mutable_holders(1)->add_observed_chips(0);
  EXPECT_FALSE(DecodeHolders(message).ok());
}

TEST(DecodeHolders, RefusesAChipThatIsBothHeldAndOnlyObserved) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders(0)->add_observed_chips(4);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("holders[0].observed_chips: a chip that is "
                                                        "held is not only observed"));
}

TEST(DecodeHolders, RefusesATimeThatCannotBe) {
  agent::v1::Snapshot message = Example();
  message.mutable_holders_read_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeHolders(message).ok());
  message = Example();
  message.mutable_holders(0)->mutable_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeHolders(message).ok());
}

}  // namespace
}  // namespace neuron
