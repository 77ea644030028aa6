#ifndef AGENT_SINK_DRAIN_CODEC_H_
#define AGENT_SINK_DRAIN_CODEC_H_

#include "agent/sink/drain_state.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Whether the instance is drained, in the words of the public contract: what ECS said is made valid
// UTF-8. Pure.
agent::v1::InstanceDrain EncodeDrain(const DrainState& state);

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_CODEC_H_
