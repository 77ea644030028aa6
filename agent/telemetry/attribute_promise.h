#ifndef AGENT_TELEMETRY_ATTRIBUTE_PROMISE_H_
#define AGENT_TELEMETRY_ATTRIBUTE_PROMISE_H_

#include <vector>

#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// Whether `wanted` takes back something that `told` promised: a chip or a size that is not there
// any more, a larger number of free chips, or health that was ok and is not. Pure.
bool PromisesLess(const std::vector<DesiredAttribute>& told,
                  const std::vector<DesiredAttribute>& wanted);

// Whether both say the same, whoever wrote them and when. Pure.
bool SaySame(const std::vector<DesiredAttribute>& a, const std::vector<DesiredAttribute>& b);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ATTRIBUTE_PROMISE_H_
