#ifndef AGENT_CLI_SCRUB_MESSAGE_H_
#define AGENT_CLI_SCRUB_MESSAGE_H_

#include "google/protobuf/message.h"

namespace neuron {

// Scrub()s every string in the message and in the messages in it. Bytes and unknown fields, which
// nobody can read through, are dropped.
void ScrubMessage(google::protobuf::Message* message);

}  // namespace neuron

#endif  // AGENT_CLI_SCRUB_MESSAGE_H_
