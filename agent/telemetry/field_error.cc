#include "agent/telemetry/field_error.h"

#include "absl/strings/str_cat.h"

namespace neuron {

absl::Status FieldError(absl::string_view field, absl::string_view problem) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", problem));
}

absl::Status RequireField(bool is_set, absl::string_view field) {
  return is_set ? absl::OkStatus() : FieldError(field, "not set");
}

absl::Status Within(absl::string_view field, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat(field, ".", status.message()));
}

absl::Status Within(absl::string_view field, int index, const absl::Status& status) {
  return Within(absl::StrCat(field, "[", index, "]"), status);
}

}  // namespace neuron
