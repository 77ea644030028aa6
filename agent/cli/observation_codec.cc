#include "agent/cli/observation_codec.h"

#include <cmath>
#include <utility>

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeIdentity(const ObservedChip& chip, agent::v1::ObservedChip* message) {
  if (chip.serial_number.has_value()) {
    message->set_serial_number(ValidUtf8(chip.serial_number.value()));
  }
  if (chip.device_name.has_value()) {
    message->set_device_name(ValidUtf8(chip.device_name.value()));
  }
  if (chip.core_count.has_value()) {
    message->set_core_count(chip.core_count.value());
  }
}

void EncodeLinks(const ObservedChip& chip, agent::v1::ObservedChip* message) {
  if (chip.connected.has_value()) {
    EncodeChipSet(chip.connected.value(), message->mutable_connected()->mutable_chips());
  }
  if (chip.link.speed_gts.has_value()) {
    message->set_pci_link_gts(chip.link.speed_gts.value());
  }
  if (chip.link.width.has_value()) {
    message->set_pci_link_lanes(chip.link.width.value());
  }
}

void EncodeEcc(const ObservedChip& chip, agent::v1::ObservedChip* message) {
  const auto set = [&](EccTally tally, void (agent::v1::ObservedChip::*setter)(std::uint64_t)) {
    if (chip.ecc[tally].has_value()) {
      (message->*setter)(chip.ecc[tally].value());
    }
  };
  using Message = agent::v1::ObservedChip;
  set(EccTally::kSramUncorrected, &Message::set_sram_ecc_uncorrected);
  set(EccTally::kHbmUncorrected, &Message::set_mem_ecc_uncorrected);
  set(EccTally::kHbmRepairable, &Message::set_mem_ecc_repairable_uncorrected);
  set(EccTally::kSramCorrected, &Message::set_sram_ecc_corrected);
  set(EccTally::kHbmCorrected, &Message::set_mem_ecc_corrected);
}

void EncodeLatency(const Reading<ReadLatency>& latency, agent::v1::ObservedChip* message) {
  if (!latency.has_value()) {
    return;
  }
  agent::v1::ReadLatency* const part = message->mutable_latency();
  part->set_reads(latency.value().reads);
  *part->mutable_median() = EncodeDuration(latency.value().median);
  *part->mutable_worst() = EncodeDuration(latency.value().worst);
  part->set_slowest(ValidUtf8(latency.value().slowest));
}

agent::v1::ObservedChip EncodeChip(const ObservedChip& chip) {
  agent::v1::ObservedChip message;
  message.set_index(static_cast<std::uint32_t>(chip.index));
  if (!chip.answered.ok()) {
    message.set_no_answer_reason(ValidUtf8(chip.answered.message()));
  }
  EncodeIdentity(chip, &message);
  EncodeLinks(chip, &message);
  EncodeEcc(chip, &message);
  EncodeLatency(chip.latency, &message);
  return message;
}

void DecodeEcc(const agent::v1::ObservedChip& message, ObservedChip* chip) {
  const auto take = [&](EccTally tally, bool is_set, std::uint64_t count) {
    if (is_set) {
      chip->ecc[tally] = count;
    }
  };
  take(EccTally::kSramUncorrected, message.has_sram_ecc_uncorrected(),
       message.sram_ecc_uncorrected());
  take(EccTally::kHbmUncorrected, message.has_mem_ecc_uncorrected(), message.mem_ecc_uncorrected());
  take(EccTally::kHbmRepairable, message.has_mem_ecc_repairable_uncorrected(),
       message.mem_ecc_repairable_uncorrected());
  take(EccTally::kSramCorrected, message.has_sram_ecc_corrected(), message.sram_ecc_corrected());
  take(EccTally::kHbmCorrected, message.has_mem_ecc_corrected(), message.mem_ecc_corrected());
}

void DecodeIdentity(const agent::v1::ObservedChip& message, ObservedChip* chip) {
  if (message.has_serial_number()) {
    chip->serial_number = message.serial_number();
  }
  if (message.has_device_name()) {
    chip->device_name = message.device_name();
  }
  if (message.has_core_count()) {
    chip->core_count = message.core_count();
  }
}

absl::Status DecodeLinks(const agent::v1::ObservedChip& message, ObservedChip* chip) {
  if (message.has_connected()) {
    NEURON_ASSIGN_OR_RETURN(chip->connected,
                            DecodeChipSet("connected.chips", message.connected().chips()));
  }
  if (message.has_pci_link_gts()) {
    if (!std::isfinite(message.pci_link_gts()) || message.pci_link_gts() < 0) {
      return FieldError("pci_link_gts", "no speed");
    }
    chip->link.speed_gts = message.pci_link_gts();
  }
  if (message.has_pci_link_lanes()) {
    chip->link.width = message.pci_link_lanes();
  }
  return absl::OkStatus();
}

absl::Status DecodeLatency(const agent::v1::ReadLatency& message, ObservedChip* chip) {
  ReadLatency latency;
  latency.reads = message.reads();
  NEURON_ASSIGN_OR_RETURN(latency.median, DecodeDuration("median", message.median()));
  NEURON_ASSIGN_OR_RETURN(latency.worst, DecodeDuration("worst", message.worst()));
  latency.slowest = message.slowest();
  if (latency.median < absl::ZeroDuration() || latency.worst < latency.median) {
    return FieldError("worst", "less than the median, or that is negative");
  }
  chip->latency = latency;
  return absl::OkStatus();
}

absl::StatusOr<ObservedChip> DecodeChip(const agent::v1::ObservedChip& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_index(), "index"));
  if (message.index() >= kMaxChips) {
    return FieldError("index", "64 or more");
  }
  ObservedChip chip;
  chip.index = static_cast<int>(message.index());
  if (message.has_no_answer_reason()) {
    chip.answered = absl::UnavailableError(message.no_answer_reason());
  }
  DecodeIdentity(message, &chip);
  NEURON_RETURN_IF_ERROR(DecodeLinks(message, &chip));
  DecodeEcc(message, &chip);
  if (message.has_latency()) {
    NEURON_RETURN_IF_ERROR(Within("latency", DecodeLatency(message.latency(), &chip)));
  }
  return chip;
}

}  // namespace

agent::v1::Observation EncodeObservation(const Observation& observation) {
  agent::v1::Observation message;
  *message.mutable_taken_at() = EncodeTime(observation.taken_at);
  if (!observation.boot_id.empty()) {
    message.set_boot_id(ValidUtf8(observation.boot_id));
  }
  if (observation.driver_version.has_value()) {
    message.set_driver_version(ValidUtf8(observation.driver_version.value()));
  }
  for (const ObservedChip& chip : observation.chips) {
    *message.add_chips() = EncodeChip(chip);
  }
  return message;
}

absl::StatusOr<Observation> DecodeObservation(const agent::v1::Observation& message) {
  Observation observation;
  NEURON_RETURN_IF_ERROR(RequireField(message.has_taken_at(), "taken_at"));
  NEURON_ASSIGN_OR_RETURN(observation.taken_at,
                          DecodeTime("taken_at", message.has_taken_at(), message.taken_at()));
  observation.boot_id = message.boot_id();
  if (message.has_driver_version()) {
    observation.driver_version = message.driver_version();
  }
  for (int i = 0; i < message.chips_size(); ++i) {
    absl::StatusOr<ObservedChip> chip = DecodeChip(message.chips(i));
    if (!chip.ok()) {
      return Within("chips", i, chip.status());
    }
    if (!observation.chips.empty() && chip->index <= observation.chips.back().index) {
      return Within("chips", i, FieldError("index", "not above the one before"));
    }
    observation.chips.push_back(*std::move(chip));
  }
  return observation;
}

}  // namespace neuron
