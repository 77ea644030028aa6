#include "agent/telemetry/unknown_fields.h"

#include <string>

#include "agent/telemetry/utf8.h"

namespace neuron {

void ListUnknown(absl::string_view field, const absl::Status& why, UnknownFields* list) {
  agent::v1::UnknownField* entry = list->Add();
  entry->set_field(std::string(field));
  entry->set_reason(ValidUtf8(why.message()));
}

absl::Status FindUnknown(absl::string_view field, const UnknownFields& list) {
  for (const agent::v1::UnknownField& entry : list) {
    if (entry.field() == field) return absl::UnknownError(entry.reason());
  }
  return absl::OkStatus();
}

}  // namespace neuron
