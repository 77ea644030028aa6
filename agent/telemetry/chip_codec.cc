#include "agent/telemetry/chip_codec.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "agent/base/status.h"
#include "agent/device/chip_set.h"
#include "agent/device/stable_id.h"
#include "agent/telemetry/answers_codec.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pci_codec.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

using V1Chip = agent::v1::Chip;
constexpr TextField<Chip, V1Chip> kTexts[] = {
    {"device_name", &Chip::device_name, &V1Chip::has_device_name, &V1Chip::device_name,
     &V1Chip::mutable_device_name},
    {"arch_type", &Chip::arch_type, &V1Chip::has_arch_type, &V1Chip::arch_type,
     &V1Chip::mutable_arch_type},
    {"family", &Chip::family, &V1Chip::has_family, &V1Chip::family, &V1Chip::mutable_family},
    {"serial_number", &Chip::serial_number, &V1Chip::has_serial_number, &V1Chip::serial_number,
     &V1Chip::mutable_serial_number},
};
constexpr NumberField<std::uint64_t, Chip, V1Chip> kNumbers[] = {
    {"core_count", &Chip::core_count, &V1Chip::has_core_count, &V1Chip::core_count,
     &V1Chip::set_core_count},
    {"memory_bytes", &Chip::memory_bytes, &V1Chip::has_memory_bytes, &V1Chip::memory_bytes,
     &V1Chip::set_memory_bytes},
    {"firmware_api", &Chip::firmware_api, &V1Chip::has_firmware_api, &V1Chip::firmware_api,
     &V1Chip::set_firmware_api},
    {"firmware_build", &Chip::firmware_build, &V1Chip::has_firmware_build, &V1Chip::firmware_build,
     &V1Chip::set_firmware_build},
};

void EncodeFacts(const Chip& chip, V1Chip* message) {
  UnknownFields* unknown = message->mutable_unknown();
  EncodeReading(StableId(chip), "stable_id", unknown,
                [&](const std::string& id) { message->set_stable_id(ValidUtf8(id)); });
  EncodeReading(chip.type, "type", unknown,
                [&](ChipType type) { message->set_type(EncodeEnum(type)); });
  EncodeFields(kTexts, chip, message);
  EncodeFields(kNumbers, chip, message);
  EncodeReading(chip.connected, "connected", unknown, [&](ChipSet connected) {
    EncodeChipSet(connected, message->mutable_connected()->mutable_chips());
  });
  EncodeReading(chip.pci, "pci", unknown,
                [&](const PciFunction& pci) { EncodePci(pci, message->mutable_pci()); });
}

void EncodeCores(const std::vector<Core>& cores, V1Chip* message) {
  for (const Core& core : cores) {
    agent::v1::Core* encoded = CoreWithIndex(core.index, message);
    EncodeReading(core.arch_type, "arch_type", encoded->mutable_unknown(),
                  [&](const std::string& type) { encoded->set_arch_type(ValidUtf8(type)); });
  }
}

void DecodeFacts(const V1Chip& message, Chip* chip) {
  const UnknownFields& unknown = message.unknown();
  chip->type = DecodeReading("type", unknown, message.has_type(), DecodeEnum(message.type()));
  DecodeFields(kTexts, message, chip);
  DecodeFields(kNumbers, message, chip);
  chip->connected = DecodeReading("connected", unknown, message.has_connected(),
                                  DecodeChipSet("connected", message.connected().chips()));
  chip->pci = DecodeReading("pci", unknown, message.has_pci(), DecodePci(message.pci()));
}

std::vector<Core> DecodeCores(const V1Chip& message) {
  std::vector<Core> cores;
  cores.reserve(message.cores_size());
  for (const agent::v1::Core& core : message.cores()) {
    cores.push_back({static_cast<int>(core.index()),
                     DecodeReading<std::string>("arch_type", core.unknown(), core.has_arch_type(),
                                                core.arch_type())});
  }
  return cores;
}

}  // namespace

void EncodeChip(const Chip& chip, V1Chip* message) {
  message->set_index(static_cast<std::uint32_t>(chip.index));
  EncodeFacts(chip, message);
  EncodeAnswers(chip.answers, message);
  EncodeCores(chip.cores, message);
}

absl::StatusOr<Chip> DecodeChip(const V1Chip& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_index(), "index"));
  if (message.index() >= kMaxChips) return FieldError("index", "not below 64");
  NEURON_RETURN_IF_ERROR(CheckCores(message));
  Chip chip;
  chip.index = static_cast<int>(message.index());
  DecodeFacts(message, &chip);
  chip.answers = DecodeAnswers(message);
  chip.cores = DecodeCores(message);
  return chip;
}

absl::StatusOr<std::vector<Chip>> DecodeChips(
    const google::protobuf::RepeatedPtrField<V1Chip>& messages) {
  std::vector<Chip> chips;
  chips.reserve(messages.size());
  for (int i = 0; i < messages.size(); ++i) {
    absl::StatusOr<Chip> chip = DecodeChip(messages[i]);
    if (!chip.ok()) return Within("chips", i, chip.status());
    if (!chips.empty() && chip->index <= chips.back().index) {
      return Within("chips", i, FieldError("index", "out of order"));
    }
    chips.push_back(*std::move(chip));
  }
  return chips;
}

}  // namespace neuron
