#ifndef AGENT_TELEMETRY_ATTRIBUTE_GRAMMAR_H_
#define AGENT_TELEMETRY_ATTRIBUTE_GRAMMAR_H_

#include "absl/strings/string_view.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

// Whether an agent of ours can have written this as the value of this attribute: whether
// agent/telemetry/ecs_attributes.h makes such values. Pure.
bool IsValueOf(AttributeKind kind, absl::string_view value);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ATTRIBUTE_GRAMMAR_H_
