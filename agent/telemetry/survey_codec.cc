#include "agent/telemetry/survey_codec.h"

#include <utility>

#include "absl/status/statusor.h"
#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pci_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeFinding(const Finding& finding, agent::v1::Finding* message) {
  message->set_code(EncodeEnum(finding.code));
  EncodeChipSet(finding.chips, message->mutable_chips());
  message->set_text(ValidUtf8(finding.text));
}

absl::StatusOr<Finding> DecodeFinding(const agent::v1::Finding& message) {
  const absl::StatusOr<FindingCode> code = DecodeEnum(message.code());
  if (!code.ok()) return FieldError("code", code.status().message());
  NEURON_ASSIGN_OR_RETURN(const ChipSet chips, DecodeChipSet("chips", message.chips()));
  return Finding{*code, chips, message.text()};
}

void EncodeMissing(const MissingChip& missing, agent::v1::MissingChip* message) {
  EncodeReading(
      missing.function, "function", message->mutable_unknown(),
      [&](const PciFunction& function) { EncodePci(function, message->mutable_function()); });
  message->set_reason(ValidUtf8(missing.reason));
}

MissingChip DecodeMissing(const agent::v1::MissingChip& message) {
  return {DecodeReading("function", message.unknown(), message.has_function(),
                        DecodePci(message.function())),
          message.reason()};
}

}  // namespace

void EncodeSurvey(const Inventory& inventory, agent::v1::Host* message) {
  for (const MissingChip& missing : inventory.missing) {
    EncodeMissing(missing, message->add_missing_chips());
  }
  for (const Finding& finding : inventory.findings) {
    EncodeFinding(finding, message->add_findings());
  }
}

absl::Status DecodeSurvey(const agent::v1::Host& message, Inventory* inventory) {
  for (const agent::v1::MissingChip& missing : message.missing_chips()) {
    inventory->missing.push_back(DecodeMissing(missing));
  }
  for (int i = 0; i < message.findings_size(); ++i) {
    absl::StatusOr<Finding> finding = DecodeFinding(message.findings(i));
    if (!finding.ok()) return Within("findings", i, finding.status());
    inventory->findings.push_back(*std::move(finding));
  }
  return absl::OkStatus();
}

}  // namespace neuron
