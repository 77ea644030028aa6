#ifndef AGENT_TELEMETRY_ECS_ATTRIBUTES_H_
#define AGENT_TELEMETRY_ECS_ATTRIBUTES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/snapshot/snapshot.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

struct DesiredAttribute {
  AttributeKind kind;
  // With the prefix: "neuron.free-set".
  std::string name;
  std::string value;
  // For people.
  std::string why;
};

// What ECS should be told about this snapshot. `generation` is the value of kGeneration. Pure.
std::vector<DesiredAttribute> DesiredAttributes(const Snapshot& snapshot,
                                                const AttributeNames& names,
                                                absl::string_view generation);

// What ECS should be told by an agent that knows nothing yet, or stops: no chip is free, health is
// unknown. Lacks the number and type of chips: they promise nothing. Pure.
std::vector<DesiredAttribute> WithdrawnAttributes(const AttributeNames& names,
                                                  absl::string_view generation);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ECS_ATTRIBUTES_H_
