#ifndef AGENT_SINK_AUDIT_CODEC_H_
#define AGENT_SINK_AUDIT_CODEC_H_

#include "agent/sink/audit_book.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What the audits found, in the words of the public contract: what ECS and other writers said is
// made valid UTF-8. Pure.
agent::v1::AttributeAudit EncodeAudit(const AuditState& audit);

}  // namespace neuron

#endif  // AGENT_SINK_AUDIT_CODEC_H_
