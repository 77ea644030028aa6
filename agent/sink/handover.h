#ifndef AGENT_SINK_HANDOVER_H_
#define AGENT_SINK_HANDOVER_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What an agent that stops by --on_stop=keep leaves to the next one of this boot
// (agent/sink/handover_file.h): of which instance it told ECS last, and the neuron.gen of that
// write.
//
// The value of neuron.gen at ECS alone would not do: its four hex digits for the boot come again in
// one of 65,536 boots, and an agent that was killed, whose word nobody stands for, leaves one too.
struct Handover {
  EcsTarget target;
  std::string generation;

  friend bool operator==(const Handover& a, const Handover& b) {
    return a.target == b.target && a.generation == b.generation;
  }
};

// What to leave of what ECS confirmed last; none if there is no neuron.gen in it. Pure.
absl::optional<Handover> HandoverOf(const EcsTarget& target,
                                    const std::vector<DesiredAttribute>& told);

// From what to go on: those of our attributes that ECS holds of `target`, with the values that it
// holds, if the write that was left is the last of any agent there. None if nothing was left, or of
// another instance, or somebody wrote since: then what is there must be withdrawn. Pure.
absl::optional<std::vector<DesiredAttribute>> GoOnFrom(const absl::optional<Handover>& left,
                                                       const EcsTarget& target,
                                                       const AttributeNames& names,
                                                       const std::vector<EcsAttribute>& held);

}  // namespace neuron

#endif  // AGENT_SINK_HANDOVER_H_
