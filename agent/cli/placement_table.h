#ifndef AGENT_CLI_PLACEMENT_TABLE_H_
#define AGENT_CLI_PLACEMENT_TABLE_H_

#include <string>

#include "proto/placement.pb.h"

namespace neuron {

// For people: of each host the result and a line for each clause; then why what is unknown is so,
// and what depends on things that AWS does not document. ASCII. Pure.
std::string ExplanationTable(const agent::v1::Explanation& explanation);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_TABLE_H_
