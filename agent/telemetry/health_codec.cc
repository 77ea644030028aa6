#include "agent/telemetry/health_codec.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/telemetry/enum_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/health_enum_codec.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeSign(const Sign& sign, agent::v1::Sign* message) {
  message->set_ailment(EncodeEnum(sign.ailment));
  message->set_source(EncodeEnum(sign.source));
  if (HasTimestamp(sign.seen_at)) *message->mutable_seen_at() = EncodeTime(sign.seen_at);
  message->set_amount(sign.amount);
  message->set_lasting(sign.lasting);
  message->set_raw(ValidUtf8(sign.raw));
}

absl::Status DecodeSigns(const agent::v1::Chip& message, ChipHealth* health) {
  for (int i = 0; i < message.signs_size(); ++i) {
    const agent::v1::Sign& encoded = message.signs(i);
    const absl::StatusOr<absl::Time> seen_at =
        DecodeTime("seen_at", encoded.has_seen_at(), encoded.seen_at());
    if (!seen_at.ok()) return Within("signs", i, seen_at.status());
    const absl::StatusOr<Ailment> ailment = DecodeEnum(encoded.ailment());
    const absl::StatusOr<SignSource> source = DecodeEnum(encoded.source());
    if (!ailment.ok() || !source.ok()) continue;
    health->signs.push_back({*ailment, *source, static_cast<int>(message.index()), *seen_at,
                             encoded.amount(), encoded.lasting(), encoded.raw()});
  }
  return absl::OkStatus();
}

}  // namespace

void EncodeHealth(const ChipHealth& health, agent::v1::Chip* message) {
  message->set_verdict(EncodeEnum(health.verdict));
  message->set_verdict_reason(ValidUtf8(health.reason));
  if (!health.evidence.empty()) message->set_verdict_evidence(ValidUtf8(health.evidence));
  if (!health.advice.empty()) message->set_verdict_advice(ValidUtf8(health.advice));
  if (!health.clears_when.empty()) message->set_verdict_clears_when(ValidUtf8(health.clears_when));
  if (HasTimestamp(health.since)) *message->mutable_verdict_since() = EncodeTime(health.since);
  EncodeEach(health.signs, EncodeSign, message->mutable_signs());
}

absl::StatusOr<ChipHealth> DecodeHealth(const agent::v1::Chip& message) {
  ChipHealth health;
  NEURON_ASSIGN_OR_RETURN(health.since, DecodeTime("verdict_since", message.has_verdict_since(),
                                                   message.verdict_since()));
  NEURON_RETURN_IF_ERROR(DecodeSigns(message, &health));
  health.advice = message.verdict_advice();
  health.clears_when = message.verdict_clears_when();
  const absl::StatusOr<Verdict> verdict = DecodeEnum(message.verdict());
  if (!verdict.ok()) {
    health.evidence = absl::StrCat("verdict: ", verdict.status().message());
    return health;
  }
  health.verdict = *verdict;
  health.reason = message.verdict_reason();
  health.evidence = message.verdict_evidence();
  return health;
}

}  // namespace neuron
