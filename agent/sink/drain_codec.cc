#include "agent/sink/drain_codec.h"

#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

agent::v1::InstanceDrain EncodeDrain(const DrainState& state) {
  agent::v1::InstanceDrain message;
  if (!state.why.empty()) {
    message.set_why(ValidUtf8(state.why));
  }
  if (state.drained_at.has_value()) {
    *message.mutable_drained_at() = EncodeTime(*state.drained_at);
  }
  if (!state.problem.ok()) {
    message.set_problem(ValidUtf8(state.problem.message()));
  }
  return message;
}

}  // namespace neuron
