#ifndef AGENT_BASE_JSON_TEXT_H_
#define AGENT_BASE_JSON_TEXT_H_

#include <string>

#include "agent/base/json_value.h"

namespace neuron {

// The value over several lines, LF at the end included. What was not changed since it was read is
// as it was written, byte for byte; what was changed, or is new, has a line for each member and
// element, indented as the document is (by four spaces if that does not show); an array of scalars
// that was on one line stays on one. Pure.
std::string JsonDocument(const JsonValue& value);

// The value on one line, LF at the end included, without white space but within strings. Numbers
// and strings are spelled as they were. Pure.
std::string JsonOneLine(const JsonValue& value);

}  // namespace neuron

#endif  // AGENT_BASE_JSON_TEXT_H_
