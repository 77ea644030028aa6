#ifndef AGENT_TELEMETRY_UNKNOWN_FIELDS_H_
#define AGENT_TELEMETRY_UNKNOWN_FIELDS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "google/protobuf/repeated_field.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The `unknown` list of a message: which of its fields should be known and are not, and why. With
// it, a field has the three states of a Reading: set, not set (absent), not set but listed
// (unknown).
using UnknownFields = google::protobuf::RepeatedPtrField<agent::v1::UnknownField>;

// Adds `field` to the list. Only the message of `why` travels.
void ListUnknown(absl::string_view field, const absl::Status& why, UnknownFields* list);

// Why `field` is unknown, with the code kUnknown; OK if it is not listed. The first entry counts.
absl::Status FindUnknown(absl::string_view field, const UnknownFields& list);

// Hands a value to `set`, lists what is unknown, and does nothing for what is absent.
template <typename T, typename Set>
void EncodeReading(const Reading<T>& reading, absl::string_view field, UnknownFields* list,
                   Set set) {
  if (reading.has_value()) {
    set(reading.value());
  } else if (reading.is_unknown()) {
    ListUnknown(field, reading.why(), list);
  }
}

// The reverse. A field that is both set and listed is unknown, and so is one that is set to what
// cannot be (`value` is an error). Every reason has the code kUnknown.
template <typename T>
Reading<T> DecodeReading(absl::string_view field, const UnknownFields& list, bool is_set,
                         absl::StatusOr<T> value) {
  absl::Status why = FindUnknown(field, list);
  if (!why.ok()) return Reading<T>::Unknown(std::move(why));
  if (!is_set) return Reading<T>::Absent();
  if (value.ok()) return *std::move(value);
  return Reading<T>::Unknown(absl::UnknownError(value.status().message()));
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_UNKNOWN_FIELDS_H_
