#include "agent/telemetry/power_codec.h"

#include <climits>
#include <cmath>

#include "agent/base/status.h"
#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"

namespace neuron {
namespace {

constexpr double kPercents = 100;
// Far above every chip.
constexpr double kMostRatio = 1e4;
// What a percent is rounded to, so that it comes out of a ratio as it went in.
constexpr double kStepsPerPercent = 1e7;

double Ratio(double percent) { return percent / kPercents; }

absl::StatusOr<double> Percent(absl::string_view field, bool is_set, double ratio) {
  NEURON_RETURN_IF_ERROR(RequireField(is_set, field));
  if (!(std::abs(ratio) <= kMostRatio)) return FieldError(field, "no share of a chip's power");
  return std::round(ratio * kPercents * kStepsPerPercent) / kStepsPerPercent;
}

absl::Status DecodeRatios(const agent::v1::PowerUse& message, PowerUse* power) {
  NEURON_ASSIGN_OR_RETURN(power->min_percent,
                          Percent("min_ratio", message.has_min_ratio(), message.min_ratio()));
  NEURON_ASSIGN_OR_RETURN(power->max_percent,
                          Percent("max_ratio", message.has_max_ratio(), message.max_ratio()));
  NEURON_ASSIGN_OR_RETURN(
      power->average_percent,
      Percent("average_ratio", message.has_average_ratio(), message.average_ratio()));
  return absl::OkStatus();
}

absl::StatusOr<RawPower::Die> DecodeDie(const agent::v1::DiePower& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_die(), "die"));
  if (message.die() > INT_MAX) return FieldError("die", "not below 2^31");
  RawPower::Die die;
  die.die = static_cast<int>(message.die());
  die.percent = DecodeReading("ratio", message.unknown(), message.has_ratio(),
                              Percent("ratio", message.has_ratio(), message.ratio()));
  return die;
}

}  // namespace

void EncodePower(const PowerUse& power, agent::v1::PowerUse* message) {
  message->set_status(EncodeEnum(power.status));
  if (power.rolled_up_at != absl::UnixEpoch() && HasTimestamp(power.rolled_up_at)) {
    *message->mutable_rolled_up_at() = EncodeTime(power.rolled_up_at);
  }
  if (power.status != PowerStatus::kValid) return;
  message->set_min_ratio(Ratio(power.min_percent));
  message->set_max_ratio(Ratio(power.max_percent));
  message->set_average_ratio(Ratio(power.average_percent));
}

absl::StatusOr<PowerUse> DecodePower(const agent::v1::PowerUse& message) {
  const absl::StatusOr<PowerStatus> status = DecodeEnum(message.status());
  if (!status.ok()) return FieldError("status", status.status().message());
  PowerUse power;
  power.status = *status;
  if (message.has_rolled_up_at()) {
    NEURON_ASSIGN_OR_RETURN(power.rolled_up_at,
                            DecodeTime("rolled_up_at", true, message.rolled_up_at()));
  }
  if (power.status == PowerStatus::kValid) NEURON_RETURN_IF_ERROR(DecodeRatios(message, &power));
  return power;
}

void EncodeRawPower(const RawPower& power, agent::v1::RawPower* message) {
  for (std::size_t i = 0; i < power.count; ++i) {
    agent::v1::DiePower* const die = message->add_dies();
    die->set_die(static_cast<std::uint32_t>(power.dies[i].die));
    EncodeReading(power.dies[i].percent, "ratio", die->mutable_unknown(),
                  [&](double percent) { die->set_ratio(Ratio(percent)); });
  }
}

absl::StatusOr<RawPower> DecodeRawPower(const agent::v1::RawPower& message) {
  if (message.dies_size() > static_cast<int>(RawPower::kDies)) {
    return FieldError("dies", "more than a chip has");
  }
  RawPower power;
  for (const agent::v1::DiePower& encoded : message.dies()) {
    NEURON_ASSIGN_OR_RETURN(power.dies[power.count], DecodeDie(encoded));
    ++power.count;
  }
  return power;
}

}  // namespace neuron
