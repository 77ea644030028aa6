#include "agent/telemetry/allocation_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const Allocation& allocation) {
  agent::v1::Chip message;
  EncodeAllocation(allocation, &message);
  return message;
}

Allocation Travelled(const Allocation& allocation) {
  return DecodeAllocation(Encoded(allocation)).value();
}

Allocation OfBusyChip(int chip) { return BusySnapshot().chips[chip].allocation; }

absl::Status WhyNot(const agent::v1::Chip& message) { return DecodeAllocation(message).status(); }

TEST(DecodeAllocation, RestoresEveryOccupancy) {
  for (const Occupancy occupancy : {Occupancy::kFree, Occupancy::kHeld, Occupancy::kMapped,
                                    Occupancy::kLeased, Occupancy::kReserved}) {
    const Allocation allocation = {occupancy, {}, {}, absl::OkStatus()};
    EXPECT_EQ(Travelled(allocation).occupancy, occupancy);
    EXPECT_TRUE(Travelled(allocation).why.ok());
  }
}

TEST(DecodeAllocation, RestoresWhyTheOccupancyIsUnknown) {
  const Allocation allocation = {Occupancy::kUnknown, {}, {}, absl::PermissionDeniedError("blind")};
  EXPECT_EQ(Travelled(allocation).why, absl::UnknownError("blind"));
}

TEST(DecodeAllocation, RestoresAClaim) {
  const Allocation expected = OfBusyChip(4);
  const std::vector<Claim> claims = Travelled(expected).claims;
  ASSERT_EQ(claims.size(), 2u);
  EXPECT_EQ(claims[0].layer, Layer::kHeld);
  EXPECT_EQ(claims[1].layer, Layer::kMapped);
  EXPECT_TRUE(claims[0].takes);
  EXPECT_EQ(claims[0].since, kExampleStart - absl::Minutes(5));
  EXPECT_EQ(claims[0].pid, 4711);
  EXPECT_EQ(claims[0].start_ticks, 123456u);
  EXPECT_EQ(claims[0].container, expected.claims[0].container);
  EXPECT_EQ(claims[0].task, expected.claims[0].task);
}

TEST(DecodeAllocation, RestoresWhyAMappingTakesNothing) {
  const Claim claim = Travelled(OfBusyChip(2)).claims[0];
  EXPECT_FALSE(claim.takes);
  EXPECT_EQ(claim.why, "lessee");
}

TEST(EncodeAllocation, LeavesOutTheProcessWhereThereIsNone) {
  const agent::v1::Chip message = Encoded(OfBusyChip(8));
  EXPECT_FALSE(message.claims(0).has_pid());
  EXPECT_FALSE(message.claims(0).has_start_ticks());
  EXPECT_EQ(Travelled(OfBusyChip(8)).claims[0].pid, 0);
}

TEST(DecodeAllocation, RestoresWhetherItExecutes) {
  EXPECT_EQ(Travelled(OfBusyChip(4)).executing, Reading<bool>(true));
  EXPECT_EQ(Travelled(OfBusyChip(6)).executing, Reading<bool>(false));
  EXPECT_EQ(Travelled(OfBusyChip(7)).executing,
            Reading<bool>::Unknown(absl::UnknownError("its counters move only at exit")));
  EXPECT_TRUE(Travelled(OfBusyChip(0)).executing.is_absent());
}

TEST(DecodeAllocation, IsUnknownForAnOccupancyOfALaterVersion) {
  agent::v1::Chip message = Encoded(OfBusyChip(4));
  message.set_occupancy(static_cast<agent::v1::Occupancy>(99));
  const Allocation allocation = DecodeAllocation(message).value();
  EXPECT_EQ(allocation.occupancy, Occupancy::kUnknown);
  EXPECT_FALSE(allocation.why.ok());
}

TEST(DecodeAllocation, BelievesThatAClaimTakesUnlessItSaysOtherwise) {
  agent::v1::Chip message = Encoded(OfBusyChip(2));
  message.mutable_claims(0)->clear_takes();
  EXPECT_TRUE(DecodeAllocation(message)->claims[0].takes);
}

TEST(DecodeAllocation, RefusesAFreeChipThatIsTaken) {
  agent::v1::Chip message = Encoded(OfBusyChip(4));
  message.set_occupancy(agent::v1::OCCUPANCY_FREE);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("claims: a free chip is taken by nobody"));
}

TEST(DecodeAllocation, AllowsAFreeChipThatIsOnlyMapped) {
  Allocation allocation = OfBusyChip(2);
  allocation.occupancy = Occupancy::kFree;
  allocation.claims.pop_back();
  EXPECT_EQ(Travelled(allocation).occupancy, Occupancy::kFree);
}

TEST(DecodeAllocation, RefusesALayerOfALaterVersion) {
  agent::v1::Chip message = Encoded(OfBusyChip(4));
  message.mutable_claims(1)->set_layer(static_cast<agent::v1::Layer>(99));
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError(
                "claims[1].layer: this version does not know the number 99 of this field"));
}

TEST(DecodeAllocation, RefusesAProcessThatCannotBeOrHasNoStart) {
  agent::v1::Chip message = Encoded(OfBusyChip(4));
  message.mutable_claims(0)->set_pid(0x80000000);
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError("claims[0].pid: 2147483648 is not a process"));
  message = Encoded(OfBusyChip(4));
  message.mutable_claims(0)->clear_start_ticks();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("claims[0].start_ticks: not set"));
}

TEST(DecodeAllocation, RefusesATimeThatCannotBe) {
  agent::v1::Chip message = Encoded(OfBusyChip(4));
  message.mutable_claims(0)->mutable_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeAllocation(message).ok());
}

}  // namespace
}  // namespace neuron
