#ifndef AGENT_PLACEMENT_JSON_PATH_H_
#define AGENT_PLACEMENT_JSON_PATH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/json_value.h"

namespace neuron {

// A value of a document that must be of a certain JSON type, with its path. Where it is another,
// InvalidArgument: "containerDefinitions is no array". Null and missing are the same, as for AWS.

// The text of the member; empty if it is missing.
absl::StatusOr<std::string> TextAt(const JsonValue& object, absl::string_view name,
                                   absl::string_view path);

// The object that is the member; an empty one if it is missing.
absl::StatusOr<const JsonValue*> ObjectAt(const JsonValue& object, absl::string_view name,
                                          absl::string_view path);

struct JsonElement {
  const JsonValue* value;
  // "containerDefinitions[0]".
  std::string path;
};
// The elements of the array that is the member, each of that kind; none if it is missing.
absl::StatusOr<std::vector<JsonElement>> ElementsAt(const JsonValue& object, absl::string_view name,
                                                    JsonValue::Kind kind, absl::string_view path);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_JSON_PATH_H_
