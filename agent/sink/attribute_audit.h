#ifndef AGENT_SINK_ATTRIBUTE_AUDIT_H_
#define AGENT_SINK_ATTRIBUTE_AUDIT_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What ECS holds of a container instance, `held`, against what we know of it. All pure.

// An attribute that is not as it was written.
struct Drift {
  std::string name;
  std::string written;
  // None if it is gone.
  absl::optional<std::string> held;
};

// Those of our names, in their order, under which ECS holds a value that no agent of ours writes
// (agent/telemetry/attribute_grammar.h): they are somebody else's. The value alone decides: an
// earlier run of ours may have written beside a name that it left alone.
std::vector<AttributeKind> FindOthers(const AttributeNames& names,
                                      const std::vector<EcsAttribute>& held);

// What differs from what was written, in its order. What else ECS holds does not count.
std::vector<Drift> FindDrift(const std::vector<DesiredAttribute>& written,
                             const std::vector<EcsAttribute>& held);

// "neuron.fits is gone, neuron.free-set is _00_ in place of _none_".
std::string Describe(const std::vector<Drift>& drift);

// How many more custom attributes ECS takes: 10 in all, its own not counted.
int FreeRoom(const std::vector<EcsAttribute>& held);

// None if ECS holds none of that name.
absl::optional<std::string> ValueOf(const std::vector<EcsAttribute>& held, const std::string& name);

}  // namespace neuron

#endif  // AGENT_SINK_ATTRIBUTE_AUDIT_H_
