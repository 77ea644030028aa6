#include "agent/base/json.h"

#include <google/protobuf/util/json_util.h>

namespace neuron {

namespace json = google::protobuf::util;

bool ReadJson(absl::string_view text, google::protobuf::Message* message) {
  json::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  return json::JsonStringToMessage({text.data(), text.size()}, message, options).ok();
}

std::string WriteJson(const google::protobuf::Message& message) {
  std::string text;
  // Cannot fail for messages without Any.
  (void)json::MessageToJsonString(message, &text);
  return text;
}

}  // namespace neuron
