#ifndef AGENT_TELEMETRY_FIELD_ERROR_H_
#define AGENT_TELEMETRY_FIELD_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

// What makes a message impossible to decode: InvalidArgument, which says "<field>: <problem>".
absl::Status FieldError(absl::string_view field, absl::string_view problem);

// FieldError unless the field is set.
absl::Status RequireField(bool is_set, absl::string_view field);

// The same problem seen from the message around: "<field>.<...>", and "<field>[<index>].<...>". OK
// stays OK.
absl::Status Within(absl::string_view field, const absl::Status& status);
absl::Status Within(absl::string_view field, int index, const absl::Status& status);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_FIELD_ERROR_H_
