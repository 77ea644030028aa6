#include "agent/telemetry/inventory_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"

namespace neuron {
namespace {

agent::v1::Inventory Encoded(const Snapshot& snapshot) {
  return EncodeInventory(*snapshot.inventory, "1.2.3");
}

void ExpectRoundTrip(const Snapshot& snapshot) {
  const agent::v1::Inventory once = Encoded(snapshot);
  const absl::StatusOr<Inventory> decoded = DecodeInventory(once);
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(EncodeInventory(*decoded, "1.2.3").SerializeAsString(), once.SerializeAsString());
}

TEST(DecodeInventory, OfEachExampleEncodesToTheSameBytes) {
  ExpectRoundTrip(ExampleSnapshot());
  ExpectRoundTrip(DimSnapshot());
  ExpectRoundTrip(UltraServerSnapshot());
}

TEST(DecodeInventory, RestoresTheCapabilities) {
  EXPECT_EQ(DecodeInventory(Encoded(ExampleSnapshot()))->capabilities,
            ExampleSnapshot().inventory->capabilities);
}

TEST(DecodeInventory, RestoresWhatWasConcluded) {
  const Inventory decoded = DecodeInventory(Encoded(UltraServerSnapshot())).value();
  EXPECT_EQ(decoded.missing, UltraServerSnapshot().inventory->missing);
  EXPECT_EQ(decoded.findings, UltraServerSnapshot().inventory->findings);
  EXPECT_EQ(decoded.class_attributes, UltraServerSnapshot().inventory->class_attributes);
}

TEST(EncodeInventory, HasNothingThatMoves) {
  const agent::v1::Inventory message = Encoded(ExampleSnapshot());
  for (const agent::v1::Chip& chip : message.chips()) {
    EXPECT_FALSE(chip.has_verdict());
    EXPECT_FALSE(chip.has_read_at());
    EXPECT_FALSE(chip.cores(0).has_inferences_total());
  }
}

TEST(DecodeInventory, NamesTheField) {
  agent::v1::Inventory message = Encoded(ExampleSnapshot());
  message.mutable_host()->clear_driver_loaded();
  EXPECT_EQ(DecodeInventory(message).status(),
            absl::InvalidArgumentError("host.driver_loaded: not set"));
  message = Encoded(ExampleSnapshot());
  message.mutable_capabilities(1)->clear_name();
  EXPECT_EQ(DecodeInventory(message).status(),
            absl::InvalidArgumentError("capabilities[1].name: not set"));
  message = Encoded(UltraServerSnapshot());
  message.mutable_host()->mutable_findings(1)->clear_code();
  EXPECT_EQ(DecodeInventory(message).status(),
            absl::InvalidArgumentError("host.findings[1].code: this version does not know the "
                                       "number 0 of this field"));
}

TEST(DecodeInventory, DoesNotKnowAnAccessOfALaterVersion) {
  agent::v1::Inventory message = Encoded(ExampleSnapshot());
  message.mutable_capabilities(0)->set_access(static_cast<agent::v1::Access>(99));
  EXPECT_EQ(DecodeInventory(message)->capabilities[0].access, Access::kUnknown);
}

TEST(DecodeInventory, RefusesAKindOfALaterVersionAndChipsThatAreNoSet) {
  agent::v1::Inventory message = Encoded(ExampleSnapshot());
  message.mutable_capabilities(0)->set_kind(static_cast<agent::v1::CapabilityKind>(99));
  EXPECT_FALSE(DecodeInventory(message).ok());
  message = Encoded(ExampleSnapshot());
  message.mutable_capabilities(0)->clear_liveness();
  EXPECT_FALSE(DecodeInventory(message).ok());
  message = Encoded(ExampleSnapshot());
  message.mutable_capabilities(0)->add_chips(64);
  EXPECT_FALSE(DecodeInventory(message).ok());
  message = Encoded(UltraServerSnapshot());
  message.mutable_host()->mutable_findings(0)->add_chips(64);
  EXPECT_FALSE(DecodeInventory(message).ok());
}

TEST(DecodeInventory, DoesNotBelieveTheFunctionOfAMissingChipThatIsNone) {
  agent::v1::Inventory message = Encoded(UltraServerSnapshot());
  message.mutable_host()->mutable_missing_chips(0)->mutable_function()->clear_device_id();
  EXPECT_TRUE(DecodeInventory(message)->missing[0].function.is_unknown());
}

}  // namespace
}  // namespace neuron
