#include "agent/telemetry/kernel_log_codec.h"

#include <cstdint>
#include <limits>

#include "absl/types/optional.h"
#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/health_enum_codec.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeEvent(const SecurityEvent& event, agent::v1::SecurityEvent* message) {
  message->set_code(EncodeEnum(event.code));
  if (HasTimestamp(event.seen_at)) *message->mutable_seen_at() = EncodeTime(event.seen_at);
  if (event.chip.has_value()) message->set_chip(static_cast<std::uint32_t>(*event.chip));
  message->set_raw(ValidUtf8(event.text));
  message->set_why(ValidUtf8(event.why));
}

absl::StatusOr<absl::optional<int>> DecodeChip(const agent::v1::SecurityEvent& message) {
  if (!message.has_chip()) return absl::nullopt;
  if (message.chip() > static_cast<std::uint32_t>(std::numeric_limits<int>::max())) {
    return FieldError("chip", "too large for an index");
  }
  return static_cast<int>(message.chip());
}

absl::StatusOr<SecurityEvent> DecodeEvent(const agent::v1::SecurityEvent& message, Forgery code) {
  SecurityEvent event;
  event.code = code;
  NEURON_ASSIGN_OR_RETURN(event.seen_at,
                          DecodeTime("seen_at", message.has_seen_at(), message.seen_at()));
  NEURON_ASSIGN_OR_RETURN(event.chip, DecodeChip(message));
  event.text = message.raw();
  event.why = message.why();
  return event;
}

}  // namespace

void EncodeKernelLog(const KernelLogReport& report, agent::v1::KernelLog* message) {
  message->set_lost_total(report.lost);
  message->set_too_long_total(report.too_long);
  message->set_repeated_total(report.repeated);
  message->set_dropped_total(report.dropped);
  message->set_unplaced_total(report.unplaced);
  message->set_security_events_total(report.forged);
  EncodeEach(report.latest, EncodeEvent, message->mutable_security_events());
}

absl::StatusOr<KernelLogReport> DecodeKernelLog(const agent::v1::KernelLog& message) {
  KernelLogReport report;
  report.lost = message.lost_total();
  report.too_long = message.too_long_total();
  report.repeated = message.repeated_total();
  report.dropped = message.dropped_total();
  report.unplaced = message.unplaced_total();
  report.forged = message.security_events_total();
  for (int i = 0; i < message.security_events_size(); ++i) {
    const agent::v1::SecurityEvent& encoded = message.security_events(i);
    const absl::StatusOr<Forgery> code = DecodeEnum(encoded.code());
    if (!code.ok()) continue;
    absl::StatusOr<SecurityEvent> event = DecodeEvent(encoded, *code);
    if (!event.ok()) return Within("security_events", i, event.status());
    report.latest.push_back(*std::move(event));
  }
  return report;
}

}  // namespace neuron
