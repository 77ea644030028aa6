#ifndef AGENT_CLI_ATTRIBUTE_TABLE_H_
#define AGENT_CLI_ATTRIBUTE_TABLE_H_

#include <string>

#include "proto/neuron_agent.pb.h"

namespace neuron {

// For people: the container instance, when it was last written, what keeps it from being written,
// what the last audit found, and a line for each attribute with the wanted value, the one that ECS
// confirmed ("-" for none), and why. ASCII. Pure.
std::string PublicationTable(const agent::v1::Publication& publication);

// The wanted values only, and why. ASCII. Pure.
std::string WantedTable(const agent::v1::Publication& publication);

}  // namespace neuron

#endif  // AGENT_CLI_ATTRIBUTE_TABLE_H_
