#ifndef AGENT_CLI_MESSAGE_LINES_H_
#define AGENT_CLI_MESSAGE_LINES_H_

#include <string>

#include "google/protobuf/message.h"

namespace neuron {

// Every field of a message of neuron.agent.v1 as a line of its path and its value, in two columns:
// "pci.link.width  8", "cores[1].index  1". What is absent is "-", what is unknown "? " and the
// reason, or "?" below a chip's `counters_unknown_reason`; a list of numbers or words is one value,
// and enums are their words in small letters. Whatever the contract gains is there, too. Printable
// ASCII. Pure.
std::string MessageLines(const google::protobuf::Message& message);

}  // namespace neuron

#endif  // AGENT_CLI_MESSAGE_LINES_H_
