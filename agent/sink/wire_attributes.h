#ifndef AGENT_SINK_WIRE_ATTRIBUTES_H_
#define AGENT_SINK_WIRE_ATTRIBUTES_H_

#include <vector>

#include "agent/aws/ecs_client.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What of these attributes goes to ECS: names and values. Pure.
std::vector<EcsAttribute> WireAttributes(const std::vector<DesiredAttribute>& attributes);

}  // namespace neuron

#endif  // AGENT_SINK_WIRE_ATTRIBUTES_H_
