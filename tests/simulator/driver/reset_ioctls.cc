#include "tests/simulator/driver/reset_ioctls.h"

#include "tests/simulator/driver/application_abi.h"

namespace neuron::sim {
namespace {

IoctlResult Begin(const IoctlCall& call, std::uint32_t cores) {
  Reset reset = call.state->behaviour.reset;
  reset.cores = cores;
  call.state->resets.Begin(call.chip, reset, call.now);
  return 0;
}

}  // namespace

IoctlResult AnswerDeviceReset(const IoctlCall& call) { return Begin(call, kWholeChip); }

IoctlResult AnswerDeviceReady(const IoctlCall& call) {
  const ChipState state = call.state->resets.StateOf(call.chip);
  if (state == ChipState::kReset) return std::nullopt;
  return call.Reply(static_cast<std::uint8_t>(state == ChipState::kReady ? 1 : 0));
}

IoctlResult AnswerNcReset(const IoctlCall& call) {
  NcReset request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  return Begin(call, request.cores);
}

IoctlResult AnswerNcResetReady(const IoctlCall& call) {
  const ChipState state = call.state->resets.StateOf(call.chip);
  if (state == ChipState::kReset) return std::nullopt;
  NcResetReady answer = {};
  if (!call.Read(&answer)) return call.BadPointer(sizeof(answer));
  answer.result = state == ChipState::kReady ? 0 : 1;
  return call.Reply(answer);
}

}  // namespace neuron::sim
