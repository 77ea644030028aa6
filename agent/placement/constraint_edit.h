#ifndef AGENT_PLACEMENT_CONSTRAINT_EDIT_H_
#define AGENT_PLACEMENT_CONSTRAINT_EDIT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/base/json_value.h"
#include "agent/placement/published_names.h"

namespace neuron {

// Has a task definition that has passed ViewTask() ask for `expression` in place of what it asks of
// free chips in a constraint of their own, and for the instance type if it asks for none.
// InvalidArgument if that makes more constraints than ECS takes, or if those that are there refuse
// the type.
absl::Status Constrain(JsonValue* task, const PublishedNames& names, const std::string& expression,
                       absl::string_view instance_type);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CONSTRAINT_EDIT_H_
