#ifndef AGENT_BASE_JSON_H_
#define AGENT_BASE_JSON_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// Reads a JSON object into `message`, ignoring members that it does not have. False if the text is
// no such object; then `message` holds nothing to rely on. There is no reason given, because
// protobuf's quotes the text, which may hold secrets.
bool ReadJson(absl::string_view text, google::protobuf::Message* message);

// One line of JSON, without the members that are empty.
std::string WriteJson(const google::protobuf::Message& message);

}  // namespace neuron

#endif  // AGENT_BASE_JSON_H_
