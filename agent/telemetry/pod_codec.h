#ifndef AGENT_TELEMETRY_POD_CODEC_H_
#define AGENT_TELEMETRY_POD_CODEC_H_

#include <vector>

#include "agent/base/reading.h"
#include "agent/device/inventory.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What the chips that were asked say of the pod that their host is in. Unknown if they disagree.
// Chips that did not say do not count; if none did, absent where one was asked in vain, because
// they have one driver, else unknown where that is what they are.
Reading<Pod> PodOf(const std::vector<Chip>& chips);

// What PodOf() says, as a field of the host.
void EncodePod(const Reading<Pod>& pod, agent::v1::Host* message);

// The reverse. A pod with what cannot be, or with a word of a later version, is unknown.
Reading<Pod> DecodePod(const agent::v1::Host& message);

// Gives each chip whose answers are known the pod, so that PodOf() finds it again.
void SpreadPod(const Reading<Pod>& pod, std::vector<Chip>* chips);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_POD_CODEC_H_
