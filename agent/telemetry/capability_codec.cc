#include "agent/telemetry/capability_codec.h"

#include <utility>

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeCapability(const Capability& capability, agent::v1::Capability* message) {
  message->set_name(ValidUtf8(capability.name));
  message->set_kind(EncodeEnum(capability.kind));
  message->set_access(EncodeEnum(capability.access));
  message->set_liveness(EncodeEnum(capability.liveness));
  EncodeChipSet(capability.chips, message->mutable_chips());
}

absl::StatusOr<Capability> DecodeCapability(const agent::v1::Capability& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_name(), "name"));
  const absl::StatusOr<CapabilityKind> kind = DecodeEnum(message.kind());
  if (!kind.ok()) return FieldError("kind", kind.status().message());
  const absl::StatusOr<Liveness> liveness = DecodeEnum(message.liveness());
  if (!liveness.ok()) return FieldError("liveness", liveness.status().message());
  NEURON_ASSIGN_OR_RETURN(const ChipSet chips, DecodeChipSet("chips", message.chips()));
  Capability capability;
  capability.name = message.name();
  capability.kind = *kind;
  capability.access = DecodeEnum(message.access()).value_or(Access::kUnknown);
  capability.liveness = *liveness;
  capability.chips = chips;
  return capability;
}

}  // namespace

void EncodeCapabilities(const std::vector<Capability>& capabilities, CapabilityRows* rows) {
  rows->Reserve(rows->size() + static_cast<int>(capabilities.size()));
  for (const Capability& capability : capabilities) {
    EncodeCapability(capability, rows->Add());
  }
}

absl::StatusOr<std::vector<Capability>> DecodeCapabilities(const CapabilityRows& rows) {
  std::vector<Capability> capabilities;
  capabilities.reserve(rows.size());
  for (int i = 0; i < rows.size(); ++i) {
    absl::StatusOr<Capability> capability = DecodeCapability(rows[i]);
    if (!capability.ok()) return Within("capabilities", i, capability.status());
    capabilities.push_back(*std::move(capability));
  }
  return capabilities;
}

}  // namespace neuron
