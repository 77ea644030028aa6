#ifndef AGENT_CLI_MESSAGE_TEXT_H_
#define AGENT_CLI_MESSAGE_TEXT_H_

#include <string>

#include "google/protobuf/message.h"

namespace neuron {

// One message as JSON on one line, LF included: protobuf's mapping with the field names of the
// .proto. Pure.
std::string JsonLine(const google::protobuf::Message& message);

// The same over several indented lines, for people. Pure.
std::string JsonPage(const google::protobuf::Message& message);

// One message as a length-delimited record: a varint with its length, then its bytes. Pure.
std::string Record(const google::protobuf::Message& message);

}  // namespace neuron

#endif  // AGENT_CLI_MESSAGE_TEXT_H_
