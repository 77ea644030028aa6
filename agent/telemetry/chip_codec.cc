#include "agent/telemetry/chip_codec.h"

#include <cstdint>
#include <string>
#include <vector>

#include "agent/base/status.h"
#include "agent/device/chip_set.h"
#include "agent/telemetry/answers_codec.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeSysfsFacts(const Chip& chip, agent::v1::Chip* message) {
  UnknownFields* unknown = message->mutable_unknown();
  EncodeReading(chip.type, "type", unknown,
                [&](ChipType type) { message->set_type(EncodeEnum(type)); });
  EncodeReading(chip.device_name, "device_name", unknown,
                [&](const std::string& name) { message->set_device_name(ValidUtf8(name)); });
  EncodeReading(chip.serial_number, "serial_number", unknown,
                [&](const std::string& serial) { message->set_serial_number(ValidUtf8(serial)); });
  EncodeReading(chip.core_count, "core_count", unknown,
                [&](std::uint64_t cores) { message->set_core_count(cores); });
  EncodeReading(chip.memory_bytes, "memory_bytes", unknown,
                [&](std::uint64_t bytes) { message->set_memory_bytes(bytes); });
  EncodeReading(chip.connected, "connected", unknown, [&](ChipSet connected) {
    EncodeChipSet(connected, message->mutable_connected()->mutable_chips());
  });
}

void EncodeCores(const std::vector<Core>& cores, agent::v1::Chip* message) {
  for (const Core& core : cores) {
    agent::v1::Core* encoded = CoreWithIndex(core.index, message);
    EncodeReading(core.arch_type, "arch_type", encoded->mutable_unknown(),
                  [&](const std::string& type) { encoded->set_arch_type(ValidUtf8(type)); });
  }
}

void DecodeSysfsFacts(const agent::v1::Chip& message, Chip* chip) {
  const UnknownFields& unknown = message.unknown();
  chip->type = DecodeReading("type", unknown, message.has_type(), DecodeEnum(message.type()));
  chip->device_name = DecodeReading<std::string>("device_name", unknown, message.has_device_name(),
                                                 message.device_name());
  chip->serial_number = DecodeReading<std::string>(
      "serial_number", unknown, message.has_serial_number(), message.serial_number());
  chip->core_count = DecodeReading<std::uint64_t>("core_count", unknown, message.has_core_count(),
                                                  message.core_count());
  chip->memory_bytes = DecodeReading<std::uint64_t>(
      "memory_bytes", unknown, message.has_memory_bytes(), message.memory_bytes());
  chip->connected = DecodeReading("connected", unknown, message.has_connected(),
                                  DecodeChipSet("connected", message.connected().chips()));
}

std::vector<Core> DecodeCores(const agent::v1::Chip& message) {
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

void EncodeChip(const Chip& chip, agent::v1::Chip* message) {
  message->set_index(static_cast<std::uint32_t>(chip.index));
  EncodeSysfsFacts(chip, message);
  EncodeAnswers(chip.answers, message);
  EncodeReading(chip.numa_node, "numa_node", message->mutable_unknown(),
                [&](int node) { message->set_numa_node(node); });
  EncodeCores(chip.cores, message);
}

absl::StatusOr<Chip> DecodeChip(const agent::v1::Chip& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_index(), "index"));
  if (message.index() >= kMaxChips) return FieldError("index", "not below 64");
  NEURON_RETURN_IF_ERROR(CheckCores(message));
  Chip chip;
  chip.index = static_cast<int>(message.index());
  DecodeSysfsFacts(message, &chip);
  chip.answers = DecodeAnswers(message);
  chip.numa_node = DecodeReading<int>("numa_node", message.unknown(), message.has_numa_node(),
                                      message.numa_node());
  chip.cores = DecodeCores(message);
  return chip;
}

}  // namespace neuron
