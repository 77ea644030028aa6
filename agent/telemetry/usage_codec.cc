#include "agent/telemetry/usage_codec.h"

#include <cmath>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/status.h"
#include "agent/telemetry/core_list.h"
#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/reading_fields.h"
#include "agent/telemetry/rebase_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

using V1Core = agent::v1::Core;

constexpr PlacedField<CoreRate, double, V1Core> kRates[] = {
    {CoreRate::kSucceeded, "executions_succeeded_per_second",
     &V1Core::has_executions_succeeded_per_second, &V1Core::executions_succeeded_per_second,
     &V1Core::set_executions_succeeded_per_second},
    {CoreRate::kFailed, "executions_failed_per_second", &V1Core::has_executions_failed_per_second,
     &V1Core::executions_failed_per_second, &V1Core::set_executions_failed_per_second},
    {CoreRate::kInferences, "inferences_per_second", &V1Core::has_inferences_per_second,
     &V1Core::inferences_per_second, &V1Core::set_inferences_per_second},
    {CoreRate::kFlops, "flops_per_second", &V1Core::has_flops_per_second, &V1Core::flops_per_second,
     &V1Core::set_flops_per_second},
};

void EncodeUtilization(const Utilization& utilization, agent::v1::Utilization* message) {
  message->set_ratio(utilization.ratio);
  message->set_source(EncodeEnum(utilization.source));
  *message->mutable_over() = EncodeDuration(utilization.over);
}

absl::StatusOr<Utilization> DecodeUtilization(const agent::v1::Utilization& message) {
  if (!(message.ratio() >= 0 && message.ratio() <= 1))
    return FieldError("ratio", "not from 0 to 1");
  Utilization utilization;
  utilization.ratio = message.ratio();
  NEURON_ASSIGN_OR_RETURN(utilization.source, DecodeEnum(message.source()));
  NEURON_ASSIGN_OR_RETURN(utilization.over, DecodeDuration("over", message.over()));
  return utilization;
}

void EncodeCoreUsage(const CoreUsage& usage, V1Core* message) {
  EncodeFields(kRates, usage.per_second, message);
  EncodeReading(usage.utilization, "utilization", message->mutable_unknown(),
                [&](const Utilization& utilization) {
                  EncodeUtilization(utilization, message->mutable_utilization());
                });
  EncodeRebases(usage.rebases, message->mutable_rebases());
}

void DisbelieveRates(CoreUsage* usage) {
  for (Reading<double>& rate : usage->per_second) {
    if (rate.has_value() && !(std::isfinite(rate.value()) && rate.value() >= 0)) {
      rate = Reading<double>::Unknown(absl::UnknownError("no number from 0"));
    }
  }
}

CoreUsage DecodeCoreUsage(const V1Core& message) {
  CoreUsage usage;
  usage.core = static_cast<int>(message.index());
  DecodeFields(kRates, message, &usage.per_second);
  DisbelieveRates(&usage);
  usage.utilization = DecodeReading("utilization", message.unknown(), message.has_utilization(),
                                    DecodeUtilization(message.utilization()));
  usage.rebases = DecodeRebases(RebasedThing::kCore, message.rebases());
  return usage;
}

}  // namespace

void EncodeUsage(const absl::optional<ChipUsage>& usage, agent::v1::Chip* message) {
  if (!usage.has_value()) return;
  message->set_time_unit(EncodeEnum(usage->time_unit));
  EncodeRebases(usage->rebases, message->mutable_rebases());
  for (const CoreUsage& core : usage->cores) {
    EncodeCoreUsage(core, CoreWithIndex(core.core, message));
  }
}

absl::optional<ChipUsage> DecodeUsage(const agent::v1::Chip& message) {
  if (!message.has_time_unit()) return absl::nullopt;
  ChipUsage usage;
  usage.time_unit = DecodeEnum(message.time_unit()).value_or(TimeUnit::kUnsettled);
  usage.rebases = DecodeRebases(RebasedThing::kChip, message.rebases());
  usage.cores.reserve(message.cores_size());
  for (const V1Core& core : message.cores()) {
    usage.cores.push_back(DecodeCoreUsage(core));
  }
  return usage;
}

}  // namespace neuron
