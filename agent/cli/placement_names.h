#ifndef AGENT_CLI_PLACEMENT_NAMES_H_
#define AGENT_CLI_PLACEMENT_NAMES_H_

#include "agent/placement/published_names.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

// The names that constraints have to use, of attributes that are published under `names`.
PublishedNames PublishedNamesOf(const AttributeNames& names);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_NAMES_H_
