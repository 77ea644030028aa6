#include "agent/telemetry/pci_codec.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::PciFunction Encoded(const PciFunction& function) {
  agent::v1::PciFunction message;
  EncodePci(function, &message);
  return message;
}

PciFunction Travelled(const PciFunction& function) { return DecodePci(Encoded(function)).value(); }

PciFunction Bare() {
  PciFunction function;
  function.address = ExamplePci(0).address;
  function.device_id = 0x7064;
  return function;
}

TEST(DecodePci, RestoresEveryKnownFact) { EXPECT_EQ(Travelled(ExamplePci(3)), ExamplePci(3)); }

TEST(DecodePci, RestoresAbsentFacts) {
  EXPECT_EQ(Travelled(Bare()), Bare());
  EXPECT_FALSE(Encoded(Bare()).has_link());
  EXPECT_FALSE(Encoded(Bare()).has_errors());
}

TEST(DecodePci, RestoresUnknownFactsWithTheirReason) {
  PciFunction function = Bare();
  const absl::Status why = absl::UnknownError("unreadable");
  function.revision = Reading<std::uint64_t>::Unknown(why);
  function.numa_node = Reading<int>::Unknown(why);
  function.local_cpus = Reading<std::string>::Unknown(why);
  function.link = {Reading<double>::Unknown(why), Reading<std::uint64_t>::Unknown(why)};
  function.widest_link.width = Reading<std::uint64_t>::Unknown(why);
  function.errors.fatal = Reading<std::uint64_t>::Unknown(why);
  function.bound_to = Reading<std::string>::Unknown(why);
  EXPECT_EQ(Travelled(function), function);
}

TEST(EncodePci, SaysSpeedsInTransfersPerSecond) {
  PciFunction function = Bare();
  for (const auto& [gts, transfers] : {std::pair<double, std::uint64_t>{2.5, 2500000000u},
                                       {16.0, 16000000000u},
                                       {64.0, 64000000000u}}) {
    function.link.speed_gts = gts;
    EXPECT_EQ(Encoded(function).link().transfers_per_second(), transfers);
    EXPECT_EQ(Travelled(function).link.speed_gts, Reading<double>(gts));
  }
}

TEST(DecodePci, DoesNotBelieveASpeedOrANodeThatCannotBe) {
  agent::v1::PciFunction message = Encoded(ExamplePci(0));
  for (const std::uint64_t speed : {std::uint64_t{0}, std::uint64_t{1000000000001}}) {
    message.mutable_link()->set_transfers_per_second(speed);
    EXPECT_TRUE(DecodePci(message)->link.speed_gts.is_unknown()) << speed;
  }
  message.set_numa_node(0x80000000);
  EXPECT_TRUE(DecodePci(message)->numa_node.is_unknown());
}

TEST(DecodePci, RefusesAnAddressOfAnotherForm) {
  for (const char* text : {"", "0000:00:1e", "0000:00:1e.0 ", "0:0:1e.0", "0000:00:1E.0",
                           "0000:00:1e.0.0", "0000:00:11e.0", "zzzz:00:1e.0"}) {
    agent::v1::PciFunction message = Encoded(ExamplePci(0));
    message.set_address(text);
    EXPECT_EQ(DecodePci(message).status(),
              absl::InvalidArgumentError("address: not domain:bus:slot.function"))
        << text;
  }
}

TEST(DecodePci, TakesAWideDomain) {
  PciFunction function = Bare();
  function.address = PciAddress{0x10002, 0xfe, 0x1f, 7};
  EXPECT_EQ(Travelled(function), function);
}

TEST(DecodePci, NeedsATypeAndADeviceId) {
  agent::v1::PciFunction message = Encoded(Bare());
  message.set_type(static_cast<agent::v1::ChipType>(99));
  EXPECT_EQ(
      DecodePci(message).status(),
      absl::InvalidArgumentError("type: this version does not know the number 99 of this field"));
  message = Encoded(Bare());
  message.clear_device_id();
  EXPECT_EQ(DecodePci(message).status(), absl::InvalidArgumentError("device_id: not set"));
}

}  // namespace
}  // namespace neuron
