#include "agent/telemetry/codec.h"

#include <memory>

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"

namespace neuron {
namespace {

agent::v1::Snapshot ExampleMessage() { return Encode(ExampleSnapshot(), "1.2.3"); }

absl::Status WhyNot(const agent::v1::Snapshot& message) { return Decode(message).status(); }

void ExpectRoundTrip(const Snapshot& snapshot) {
  const agent::v1::Snapshot once = Encode(snapshot, "1.2.3");
  const absl::StatusOr<Snapshot> decoded = Decode(once);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(Encode(*decoded, "1.2.3").SerializeAsString(), once.SerializeAsString());
}

TEST(Decode, OfTheExampleEncodesToTheSameBytes) { ExpectRoundTrip(ExampleSnapshot()); }

TEST(Decode, OfABusyHostEncodesToTheSameBytes) { ExpectRoundTrip(BusySnapshot()); }

TEST(Decode, OfUnknownAndAbsentEncodesToTheSameBytes) { ExpectRoundTrip(DimSnapshot()); }

TEST(Decode, OfAnUltraServerEncodesToTheSameBytes) { ExpectRoundTrip(UltraServerSnapshot()); }

TEST(EncodeWithoutCapabilities, HasEverythingElse) {
  agent::v1::Snapshot all = ExampleMessage();
  EXPECT_GT(all.capabilities_size(), 0);
  all.clear_capabilities();
  agent::v1::Snapshot less;
  EncodeWithoutCapabilities(ExampleSnapshot(), "1.2.3", &less);
  EXPECT_EQ(less.SerializeAsString(), all.SerializeAsString());
  EXPECT_TRUE(Decode(less).ok());
}

TEST(Decode, DoesNotKnowAHealthThatIsNotSetOrOfALaterVersion) {
  agent::v1::Snapshot message = ExampleMessage();
  message.set_health(static_cast<agent::v1::NodeHealth>(99));
  EXPECT_EQ(Decode(message)->health, NodeHealth::kUnknown);
  message.clear_health();
  EXPECT_EQ(Decode(message)->health, NodeHealth::kUnknown);
}

TEST(Decode, OfAHostWithoutChipsEncodesToTheSameBytes) {
  Snapshot snapshot;
  snapshot.inventory = std::make_shared<Inventory>();
  ExpectRoundTrip(snapshot);
}

TEST(Decode, RestoresTheInstant) {
  const Snapshot decoded = Decode(ExampleMessage()).value();
  EXPECT_EQ(decoded.sequence, 42u);
  EXPECT_EQ(decoded.taken_at, kExampleStart);
  EXPECT_EQ(decoded.collection_time, absl::Microseconds(23456));
  EXPECT_EQ(decoded.health, NodeHealth::kDegraded);
  EXPECT_EQ(decoded.free, ExampleSnapshot().free);
  EXPECT_EQ(decoded.valid_groups, ExampleSnapshot().valid_groups);
}

TEST(Decode, LeavesOutWhatDoesNotTravel) {
  const Snapshot decoded = Decode(ExampleMessage()).value();
  EXPECT_TRUE(decoded.inventory->device_major.is_absent());
  EXPECT_TRUE(decoded.inventory->chips[0].identity.is_absent());
  EXPECT_EQ(decoded.inventory->chips[0].tree, nullptr);
}

TEST(Decode, PairsEachChipWithItsState) {
  const Snapshot decoded = Decode(Encode(DimSnapshot(), "")).value();
  ASSERT_EQ(decoded.chips.size(), 3u);
  EXPECT_EQ(decoded.inventory->chips[2].index, 5);
  EXPECT_EQ(decoded.chips[2].index, 5);
}

TEST(Decode, RestoresTheSources) {
  const Snapshot decoded = Decode(ExampleMessage()).value();
  ASSERT_EQ(decoded.sources.size(), 4u);
  EXPECT_EQ(decoded.sources[0].status, absl::UnknownError("neuron9: no answer within 1s"));
  EXPECT_EQ(decoded.sources[1].status, absl::OkStatus());
}

TEST(Decode, NeedsTheFieldsThatCannotBeUnknown) {
  agent::v1::Snapshot message = ExampleMessage();
  message.clear_sequence();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("sequence: not set"));
  message = ExampleMessage();
  message.clear_taken_at();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("taken_at: not set"));
  message = ExampleMessage();
  message.clear_collection_time();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("collection_time: not set"));
  message = ExampleMessage();
  message.clear_host();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("host: not set"));
}

TEST(Decode, RefusesAnEmptyMessage) { EXPECT_FALSE(Decode(agent::v1::Snapshot()).ok()); }

TEST(Decode, RefusesImpossibleTimes) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_taken_at()->set_nanos(-1);
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError("taken_at: not a time between the years 1 and 9999"));
  message = ExampleMessage();
  message.mutable_collection_time()->set_nanos(2000000000);
  EXPECT_FALSE(Decode(message).ok());
}

TEST(Decode, RefusesChipsOutOfOrder) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_chips()->SwapElements(4, 5);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("chips[5].index: out of order"));
}

TEST(Decode, RefusesAChipThatComesTwice) {
  agent::v1::Snapshot message = ExampleMessage();
  *message.add_chips() = message.chips(15);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("chips[16].index: out of order"));
}

TEST(Decode, NamesTheFieldOfAChip) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_chips(3)->mutable_read_at()->set_nanos(-1);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError(
                                 "chips[3].read_at: not a time between the years 1 and 9999"));
}

TEST(Decode, NamesTheFieldOfTheHost) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_host()->clear_driver_loaded();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("host.driver_loaded: not set"));
}

TEST(Decode, NamesTheFieldOfASource) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_sources(1)->clear_name();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("sources[1].name: not set"));
}

TEST(Decode, RefusesSetsThatAreNone) {
  agent::v1::Snapshot message = ExampleMessage();
  message.add_free_chips(64);
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError("free_chips: 64 is not a chip index below 64"));
  message = ExampleMessage();
  message.mutable_valid_groups(1)->add_chips(0);
  EXPECT_EQ(WhyNot(message),
            absl::InvalidArgumentError("valid_groups[1].chips: 0 is out of order"));
}

// What the message itself contradicts is never called free.
TEST(Decode, KeepsOnlyTheFreeChipsThatAreWellAndNotTaken) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.free = {0, 2, 4, 9, 12, 15, 63};
  EXPECT_EQ(Decode(Encode(snapshot, ""))->free, (ChipSet{0, 2}));
}

TEST(Decode, DoesNotCallAChipFreeWhoseVerdictIsOfALaterVersion) {
  agent::v1::Snapshot message = ExampleMessage();
  message.mutable_chips(0)->set_verdict(static_cast<agent::v1::Verdict>(17));
  EXPECT_FALSE(Decode(message)->free.Contains(0));
}

}  // namespace
}  // namespace neuron
