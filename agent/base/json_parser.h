#ifndef AGENT_BASE_JSON_PARSER_H_
#define AGENT_BASE_JSON_PARSER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/json_value.h"

namespace neuron {

// Reads JSON (RFC 8259): one value, or several that follow one another, as tools write them one a
// line. Takes nothing that JSON does not have: no comments, no trailing commas. Bytes beyond ASCII
// in strings are kept, whatever they are.
//
// InvalidArgument, in one line that begins "line 3, column 17: ", if it is no JSON, or empty, or
// nested more than 64 deep, or if an object has two members of one name, of which readers take
// either. Columns are characters, from 1.
absl::StatusOr<std::vector<JsonValue>> ParseJson(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_BASE_JSON_PARSER_H_
