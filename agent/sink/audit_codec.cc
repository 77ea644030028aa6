#include "agent/sink/audit_codec.h"

#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

agent::v1::AuditOutcome Encode(AuditOutcome outcome) {
  switch (outcome) {
    case AuditOutcome::kAsWritten:
      return agent::v1::AUDIT_OUTCOME_AS_WRITTEN;
    case AuditOutcome::kTooSoon:
      return agent::v1::AUDIT_OUTCOME_TOO_SOON;
    case AuditOutcome::kStale:
      break;
  }
  return agent::v1::AUDIT_OUTCOME_WRITTEN_AGAIN;
}

void EncodeTimes(const AuditState& audit, agent::v1::AttributeAudit* message) {
  if (audit.asked_at.has_value()) {
    *message->mutable_asked_at() = EncodeTime(*audit.asked_at);
  }
  if (audit.looked_at.has_value()) {
    *message->mutable_answered_at() = EncodeTime(*audit.looked_at);
  }
  if (audit.next_at.has_value()) {
    *message->mutable_next_at() = EncodeTime(*audit.next_at);
  }
}

void EncodeRepairs(const AuditState& audit, agent::v1::AttributeAudit* message) {
  message->set_repairs(audit.repairs);
  if (!audit.drift.empty()) {
    message->set_last_drift(ValidUtf8(audit.drift));
  }
  if (!audit.second_writer.ok()) {
    message->set_second_writer(ValidUtf8(audit.second_writer.message()));
  }
}

}  // namespace

agent::v1::AttributeAudit EncodeAudit(const AuditState& audit) {
  agent::v1::AttributeAudit message;
  EncodeTimes(audit, &message);
  if (!audit.problem.ok()) {
    message.set_problem(ValidUtf8(audit.problem.message()));
  }
  if (audit.outcome.has_value()) {
    message.set_outcome(Encode(*audit.outcome));
  }
  EncodeRepairs(audit, &message);
  for (const std::string& name : audit.others) {
    message.add_others_names(name);
  }
  return message;
}

}  // namespace neuron
