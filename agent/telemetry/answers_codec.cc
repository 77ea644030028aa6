#include "agent/telemetry/answers_codec.h"

#include <climits>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/telemetry/consensus.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

using V1Chip = agent::v1::Chip;
constexpr NumberField<std::uint32_t, DeviceAnswers, V1Chip> kNumbers[] = {
    {"architecture", &DeviceAnswers::architecture, &V1Chip::has_architecture, &V1Chip::architecture,
     &V1Chip::set_architecture},
    {"revision", &DeviceAnswers::revision, &V1Chip::has_revision, &V1Chip::revision,
     &V1Chip::set_revision},
    {"runtime_abi_min", &DeviceAnswers::runtime_abi_min, &V1Chip::has_runtime_abi_min,
     &V1Chip::runtime_abi_min, &V1Chip::set_runtime_abi_min},
    {"runtime_abi_max", &DeviceAnswers::runtime_abi_max, &V1Chip::has_runtime_abi_max,
     &V1Chip::runtime_abi_max, &V1Chip::set_runtime_abi_max},
    {"routing_id", &DeviceAnswers::routing_id, &V1Chip::has_routing_id, &V1Chip::routing_id,
     &V1Chip::set_routing_id},
};
constexpr NumberField<std::uint64_t, DeviceAnswers, V1Chip> kWideNumbers[] = {
    {"feature_flags", &DeviceAnswers::feature_flags, &V1Chip::has_feature_flags,
     &V1Chip::feature_flags, &V1Chip::set_feature_flags},
};

void EncodeEach(const DeviceAnswers& answers, V1Chip* message) {
  EncodeFields(kNumbers, answers, message);
  EncodeFields(kWideNumbers, answers, message);
  EncodeReading(answers.core_order, "core_order", message->mutable_unknown(),
                [&](const std::vector<int>& order) {
                  message->mutable_core_order()->Assign(order.begin(), order.end());
                });
}

absl::StatusOr<std::vector<int>> DecodeCoreOrder(const V1Chip& message) {
  std::vector<int> order;
  for (const std::uint32_t core : message.core_order()) {
    if (core > INT_MAX) return FieldError("core_order", "a core that is not below 2^31");
    order.push_back(static_cast<int>(core));
  }
  return order;
}

Consensus About(const DeviceAnswers& answers) {
  Consensus consensus;
  HearFields(kNumbers, answers, &consensus);
  HearFields(kWideNumbers, answers, &consensus);
  consensus.Hear(answers.core_order);
  return consensus;
}

}  // namespace

void EncodeAnswers(const Reading<DeviceAnswers>& answers, V1Chip* message) {
  if (answers.has_value()) {
    EncodeEach(answers.value(), message);
  } else if (answers.is_unknown()) {
    EncodeEach(UnknownAnswers(answers.why()), message);
  }
}

Reading<DeviceAnswers> DecodeAnswers(const V1Chip& message) {
  DeviceAnswers answers;
  DecodeFields(kNumbers, message, &answers);
  DecodeFields(kWideNumbers, message, &answers);
  answers.core_order = DecodeReading("core_order", message.unknown(), message.core_order_size() > 0,
                                     DecodeCoreOrder(message));
  const Consensus consensus = About(answers);
  return consensus.About(std::move(answers));
}

}  // namespace neuron
