#include "agent/telemetry/chip_codec.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

agent::v1::Chip Encoded(const Chip& chip) {
  agent::v1::Chip message;
  EncodeChip(chip, &message);
  return message;
}

// Where it is on PCI, and in which pod, is not of the answers' message.
DeviceAnswers OfTheChipItself(DeviceAnswers answers) {
  answers.pci = Reading<PciAddress>::Absent();
  answers.pod = Reading<Pod>::Absent();
  return answers;
}

Chip Travelled(const Chip& chip) { return DecodeChip(Encoded(chip)).value(); }

absl::Status WhyNot(const agent::v1::Chip& message) { return DecodeChip(message).status(); }

TEST(DecodeChip, RestoresEveryKnownFact) {
  const Chip chip = ExampleChip(6);
  const Chip decoded = Travelled(chip);
  EXPECT_EQ(decoded.index, 6);
  EXPECT_EQ(decoded.device_name, chip.device_name);
  EXPECT_EQ(decoded.type, chip.type);
  EXPECT_EQ(decoded.serial_number, chip.serial_number);
  EXPECT_EQ(decoded.core_count, chip.core_count);
  EXPECT_EQ(decoded.memory_bytes, chip.memory_bytes);
  EXPECT_EQ(decoded.connected, chip.connected);
  EXPECT_EQ(decoded.arch_type, chip.arch_type);
  EXPECT_EQ(decoded.family, chip.family);
  EXPECT_EQ(decoded.firmware_api, chip.firmware_api);
  EXPECT_EQ(decoded.firmware_build, chip.firmware_build);
  EXPECT_EQ(decoded.pci, chip.pci);
  EXPECT_EQ(decoded.answers, OfTheChipItself(chip.answers.value()));
  ASSERT_EQ(decoded.cores.size(), 2u);
  EXPECT_EQ(decoded.cores[1].index, 1);
  EXPECT_EQ(decoded.cores[1].arch_type, chip.cores[1].arch_type);
}

TEST(DecodeChip, RestoresAbsentFacts) {
  Chip chip;
  chip.cores = {{0, Reading<std::string>::Absent()}};
  const Chip decoded = Travelled(chip);
  EXPECT_TRUE(decoded.type.is_absent());
  EXPECT_TRUE(decoded.connected.is_absent());
  EXPECT_TRUE(decoded.answers.is_absent());
  EXPECT_TRUE(decoded.pci.is_absent());
  EXPECT_TRUE(decoded.firmware_api.is_absent());
  EXPECT_TRUE(decoded.cores[0].arch_type.is_absent());
}

TEST(DecodeChip, RestoresUnknownFactsWithTheirReason) {
  Chip chip;
  chip.serial_number = Reading<std::string>::Unknown(absl::DataLossError("serial_number: empty"));
  chip.connected = Reading<ChipSet>::Unknown(absl::DataLossError("connected_devices: empty"));
  const Chip decoded = Travelled(chip);
  EXPECT_EQ(decoded.serial_number.why(), absl::UnknownError("serial_number: empty"));
  EXPECT_EQ(decoded.connected.why(), absl::UnknownError("connected_devices: empty"));
}

TEST(DecodeChip, TellsNoNeighboursFromUnknownNeighbours) {
  Chip chip;
  chip.connected = ChipSet();
  EXPECT_EQ(Travelled(chip).connected, Reading<ChipSet>(ChipSet()));
}

TEST(DecodeChip, FindsAnswersAgainThatWereUnknownAsAWhole) {
  Chip chip;
  chip.answers = Reading<DeviceAnswers>::Unknown(absl::UnavailableError("not asked yet"));
  EXPECT_EQ(Encoded(chip).unknown_size(), 8);  // 7 answers, and the stable id.
  EXPECT_EQ(Travelled(chip).answers.why(), absl::UnknownError("not asked yet"));
}

TEST(DecodeChip, KeepsAnswersApartThatAreUnknownForDifferentReasons) {
  Chip chip;
  DeviceAnswers answers;
  answers.routing_id = Reading<std::uint32_t>::Unknown(absl::UnknownError("one"));
  answers.revision = Reading<std::uint32_t>::Unknown(absl::UnknownError("two"));
  chip.answers = answers;
  EXPECT_EQ(Travelled(chip).answers, chip.answers);
}

TEST(DecodeChip, DoesNotBelieveATypeOfALaterVersion) {
  agent::v1::Chip message = Encoded(ExampleChip(0));
  message.set_type(static_cast<agent::v1::ChipType>(99));
  EXPECT_TRUE(DecodeChip(message)->type.is_unknown());
  message.set_type(agent::v1::CHIP_TYPE_UNSPECIFIED);
  EXPECT_TRUE(DecodeChip(message)->type.is_unknown());
}

TEST(DecodeChip, DoesNotBelieveNeighboursThatAreNoSet) {
  agent::v1::Chip message = Encoded(ExampleChip(0));
  message.mutable_connected()->add_chips(64);
  EXPECT_TRUE(DecodeChip(message)->connected.is_unknown());
  message = Encoded(ExampleChip(0));
  message.mutable_connected()->add_chips(1);
  EXPECT_TRUE(DecodeChip(message)->connected.is_unknown());
}

TEST(DecodeChip, DoesNotBelieveAPlaceOnPciThatIsNone) {
  agent::v1::Chip message = Encoded(ExampleChip(0));
  message.mutable_pci()->set_address("somewhere");
  EXPECT_EQ(DecodeChip(message)->pci.why(),
            absl::UnknownError("address: not domain:bus:slot.function"));
}

TEST(DecodeChip, RestoresTheOrderOfCores) {
  Chip chip;
  DeviceAnswers answers;
  answers.core_order = std::vector<int>{2, 3, 0, 1};
  chip.answers = answers;
  EXPECT_EQ(Travelled(chip).answers, chip.answers);
}

TEST(DecodeChip, DoesNotBelieveACoreThatIsNone) {
  agent::v1::Chip message = Encoded(ExampleChip(0));
  message.add_core_order(0x80000000);
  EXPECT_TRUE(DecodeChip(message)->answers.value().core_order.is_unknown());
}

TEST(EncodeChip, CallsAChipByItsSerialNumberElseByItsAddress) {
  Chip chip = ExampleChip(4);
  EXPECT_EQ(Encoded(chip).stable_id(), "1a2b3c4d5e000004");
  chip.serial_number = Reading<std::string>::Absent();
  EXPECT_EQ(Encoded(chip).stable_id(), "0000:14:1e.0");
  chip.pci = Reading<PciFunction>::Unknown(absl::UnknownError("not paired"));
  EXPECT_FALSE(Encoded(chip).has_stable_id());
}

TEST(DecodeChips, NamesTheChip) {
  google::protobuf::RepeatedPtrField<agent::v1::Chip> messages;
  *messages.Add() = Encoded(ExampleChip(0));
  messages.Add();
  EXPECT_EQ(DecodeChips(messages).status(), absl::InvalidArgumentError("chips[1].index: not set"));
}

TEST(DecodeChips, RefusesChipsOutOfOrder) {
  google::protobuf::RepeatedPtrField<agent::v1::Chip> messages;
  *messages.Add() = Encoded(ExampleChip(1));
  *messages.Add() = Encoded(ExampleChip(1));
  EXPECT_EQ(DecodeChips(messages).status(),
            absl::InvalidArgumentError("chips[1].index: out of order"));
}

TEST(DecodeChip, NeedsAnIndexBelow64) {
  EXPECT_EQ(WhyNot({}), absl::InvalidArgumentError("index: not set"));
  agent::v1::Chip message;
  message.set_index(64);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("index: not below 64"));
}

TEST(DecodeChip, NeedsCoresInOrder) {
  agent::v1::Chip message = Encoded(ExampleChip(0));
  message.mutable_cores()->SwapElements(0, 1);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("cores[1].index: out of order"));
  message.mutable_cores(0)->clear_index();
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("cores[0].index: not set"));
  message.mutable_cores(0)->set_index(0x80000000);
  EXPECT_EQ(WhyNot(message), absl::InvalidArgumentError("cores[0].index: not below 2^31"));
}

}  // namespace
}  // namespace neuron
