#include "agent/telemetry/host_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

agent::v1::Host Encoded(const Snapshot& snapshot) {
  agent::v1::Host message;
  EncodeHost(*snapshot.inventory, &message);
  return message;
}

TEST(DecodeHost, RestoresTheHost) {
  const Snapshot snapshot = ExampleSnapshot();
  const Inventory host = DecodeHost(Encoded(snapshot)).value();
  EXPECT_EQ(host.instance_type, snapshot.inventory->instance_type);
  EXPECT_EQ(host.driver_version, snapshot.inventory->driver_version);
  EXPECT_TRUE(host.driver_loaded);
  EXPECT_EQ(host.expected_chips, Reading<int>(16));
  EXPECT_EQ(host.generation, snapshot.inventory->generation);
  EXPECT_EQ(host.no_reset, Reading<std::uint64_t>(1));
  EXPECT_EQ(host.nmetric_log_posts, Reading<std::uint64_t>(1));
  EXPECT_EQ(host.findings, snapshot.inventory->findings);
  EXPECT_EQ(host.enumerated_at, snapshot.inventory->enumerated_at);
  EXPECT_TRUE(host.chips.empty());
}

TEST(DecodeHost, RestoresUnknownFields) {
  const Inventory host = DecodeHost(Encoded(DimSnapshot())).value();
  EXPECT_EQ(host.driver_version.why(), absl::UnknownError("/sys/module/neuron/version"));
  EXPECT_TRUE(host.instance_type.is_unknown());
  EXPECT_TRUE(host.expected_chips.is_unknown());
}

TEST(DecodeHost, RestoresAbsentFields) {
  Snapshot snapshot;
  snapshot.inventory = std::make_shared<Inventory>();
  const Inventory host = DecodeHost(Encoded(snapshot)).value();
  EXPECT_TRUE(host.instance_type.is_absent());
  EXPECT_TRUE(host.driver_version.is_absent());
  EXPECT_TRUE(host.expected_chips.is_absent());
}

TEST(DecodeHost, DoesNotBelieveMoreChipsThanADriverCanShow) {
  agent::v1::Host message = Encoded(ExampleSnapshot());
  message.set_expected_chips(65);
  EXPECT_TRUE(DecodeHost(message)->expected_chips.is_unknown());
}

TEST(DecodeHost, NeedsToHearWhetherTheDriverIsLoaded) {
  EXPECT_EQ(DecodeHost({}).status(), absl::InvalidArgumentError("driver_loaded: not set"));
}

TEST(DecodeHost, RefusesATimeThatCannotBe) {
  agent::v1::Host message = Encoded(ExampleSnapshot());
  message.mutable_enumerated_at()->set_nanos(-1);
  EXPECT_FALSE(DecodeHost(message).ok());
}

TEST(EncodeHost, TellsAGenerationByAsFewNumbersAsItHas) {
  const auto text = [](const DriverVersion& version) {
    Inventory inventory;
    inventory.generation = version;
    agent::v1::Host message;
    EncodeHost(inventory, &message);
    EXPECT_EQ(DecodeHost(message)->generation, inventory.generation);
    return message.generation();
  };
  EXPECT_EQ(text({2, 24, 0, 0}), "2.24");
  EXPECT_EQ(text({2, 23, 9, 0}), "2.23.9");
  EXPECT_EQ(text({2, 23, 0, 1}), "2.23.0.1");
}

TEST(DecodeHost, DoesNotBelieveAGenerationThatIsNoVersion) {
  agent::v1::Host message = Encoded(ExampleSnapshot());
  message.set_generation("2.x");
  EXPECT_TRUE(DecodeHost(message)->generation.is_unknown());
}

TEST(EncodeHost, HasNoClassAttributesWhereTheClassHasNone) {
  EXPECT_FALSE(Encoded(ExampleSnapshot()).has_class_attributes());
}

}  // namespace
}  // namespace neuron
