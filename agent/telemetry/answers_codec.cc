#include "agent/telemetry/answers_codec.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "agent/telemetry/consensus.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

DeviceAnswers AllUnknown(const absl::Status& why) {
  DeviceAnswers answers;
  answers.pci = Reading<PciAddress>::Unknown(why);
  answers.architecture = Reading<std::uint32_t>::Unknown(why);
  answers.revision = Reading<std::uint32_t>::Unknown(why);
  answers.runtime_abi_min = Reading<std::uint32_t>::Unknown(why);
  answers.runtime_abi_max = Reading<std::uint32_t>::Unknown(why);
  answers.feature_flags = Reading<std::uint64_t>::Unknown(why);
  return answers;
}

void EncodeEach(const DeviceAnswers& answers, agent::v1::Chip* message) {
  UnknownFields* unknown = message->mutable_unknown();
  EncodeReading(answers.pci, "pci_address", unknown,
                [&](const PciAddress& pci) { message->set_pci_address(ToString(pci)); });
  EncodeReading(answers.architecture, "architecture", unknown,
                [&](std::uint32_t value) { message->set_architecture(value); });
  EncodeReading(answers.revision, "revision", unknown,
                [&](std::uint32_t value) { message->set_revision(value); });
  EncodeReading(answers.runtime_abi_min, "runtime_abi_min", unknown,
                [&](std::uint32_t value) { message->set_runtime_abi_min(value); });
  EncodeReading(answers.runtime_abi_max, "runtime_abi_max", unknown,
                [&](std::uint32_t value) { message->set_runtime_abi_max(value); });
  EncodeReading(answers.feature_flags, "feature_flags", unknown,
                [&](std::uint64_t value) { message->set_feature_flags(value); });
}

// The four numbers of "0000:00:1e.0"; zeroes for what is none, which the caller finds out by
// writing the address again.
PciAddress GuessPciAddress(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar(":."));
  std::uint32_t numbers[4] = {};
  for (std::size_t i = 0; i < 4 && i < parts.size(); ++i) {
    if (!absl::SimpleHexAtoi(parts[i], &numbers[i])) numbers[i] = 0;
  }
  PciAddress address;
  address.domain = numbers[0];
  address.bus = numbers[1];
  address.slot = static_cast<std::uint8_t>(numbers[2]);
  address.function = static_cast<std::uint8_t>(numbers[3]);
  return address;
}

absl::StatusOr<PciAddress> DecodePciAddress(const std::string& text) {
  const PciAddress address = GuessPciAddress(text);
  if (ToString(address) != text) return FieldError("pci_address", "not domain:bus:slot.function");
  return address;
}

void Ask(const DeviceAnswers& answers, Consensus* consensus) {
  consensus->Hear(answers.pci);
  consensus->Hear(answers.architecture);
  consensus->Hear(answers.revision);
  consensus->Hear(answers.runtime_abi_min);
  consensus->Hear(answers.runtime_abi_max);
  consensus->Hear(answers.feature_flags);
}

}  // namespace

void EncodeAnswers(const Reading<DeviceAnswers>& answers, agent::v1::Chip* message) {
  if (answers.has_value()) {
    EncodeEach(answers.value(), message);
  } else if (answers.is_unknown()) {
    EncodeEach(AllUnknown(answers.why()), message);
  }
}

Reading<DeviceAnswers> DecodeAnswers(const agent::v1::Chip& message) {
  const UnknownFields& unknown = message.unknown();
  DeviceAnswers answers;
  answers.pci = DecodeReading("pci_address", unknown, message.has_pci_address(),
                              DecodePciAddress(message.pci_address()));
  answers.architecture = DecodeReading<std::uint32_t>(
      "architecture", unknown, message.has_architecture(), message.architecture());
  answers.revision =
      DecodeReading<std::uint32_t>("revision", unknown, message.has_revision(), message.revision());
  answers.runtime_abi_min = DecodeReading<std::uint32_t>(
      "runtime_abi_min", unknown, message.has_runtime_abi_min(), message.runtime_abi_min());
  answers.runtime_abi_max = DecodeReading<std::uint32_t>(
      "runtime_abi_max", unknown, message.has_runtime_abi_max(), message.runtime_abi_max());
  answers.feature_flags = DecodeReading<std::uint64_t>(
      "feature_flags", unknown, message.has_feature_flags(), message.feature_flags());
  Consensus consensus;
  Ask(answers, &consensus);
  return consensus.About(std::move(answers));
}

}  // namespace neuron
