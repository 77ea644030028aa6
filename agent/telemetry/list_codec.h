#ifndef AGENT_TELEMETRY_LIST_CODEC_H_
#define AGENT_TELEMETRY_LIST_CODEC_H_

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/telemetry/field_error.h"
#include "google/protobuf/repeated_field.h"

namespace neuron {

// Appends a message for each of `from`.
template <typename T, typename Message>
void EncodeEach(const std::vector<T>& from, void (*encode)(const T&, Message*),
                google::protobuf::RepeatedPtrField<Message>* list) {
  list->Reserve(list->size() + static_cast<int>(from.size()));
  for (const T& element : from) {
    encode(element, list->Add());
  }
}

// The reverse. Fails as `decode` for the first element that fails, seen from the message that has
// the list: "<field>[<index>].<...>".
template <typename T, typename Message>
absl::Status DecodeEach(absl::string_view field,
                        const google::protobuf::RepeatedPtrField<Message>& list,
                        absl::StatusOr<T> (*decode)(const Message&), std::vector<T>* to) {
  to->reserve(list.size());
  for (int i = 0; i < list.size(); ++i) {
    absl::StatusOr<T> element = decode(list[i]);
    if (!element.ok()) return Within(field, i, element.status());
    to->push_back(*std::move(element));
  }
  return absl::OkStatus();
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_LIST_CODEC_H_
