#ifndef AGENT_PLACEMENT_CLAUSE_RULES_H_
#define AGENT_PLACEMENT_CLAUSE_RULES_H_

#include "absl/status/status.h"
#include "agent/placement/query.h"

namespace neuron {

// Whether every clause makes sense: the subject takes the operator (as ECS documents it:
// agentVersion is ordered and has no patterns, ec2InstanceId the reverse, none of the fields that
// every instance has takes exists), the argument is of the subject's kind (a version, a date, a
// number, true or false), and the pattern is one that is understood here.
//
// InvalidArgument, with the column and the cure, of the first that does not. Unimplemented for a
// pattern as Pattern::Compile().
absl::Status CheckClauses(const Query& query);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CLAUSE_RULES_H_
