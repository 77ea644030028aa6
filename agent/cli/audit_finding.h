#ifndef AGENT_CLI_AUDIT_FINDING_H_
#define AGENT_CLI_AUDIT_FINDING_H_

#include <string>

#include "proto/neuron_agent.pb.h"

namespace neuron {

// For people: what came of asking ECS what it holds, and of the times before, in a few words ("as
// written"); the words are as the daemon sent them. Pure.
std::string AuditFinding(const agent::v1::AttributeAudit& audit);

}  // namespace neuron

#endif  // AGENT_CLI_AUDIT_FINDING_H_
